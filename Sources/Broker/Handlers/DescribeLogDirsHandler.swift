import CommitLog
import KafkaProtocol
import Metadata
import World

/// Says how much each partition takes on this node's disk.
enum DescribeLogDirsHandler: RequestHandler {
    typealias Request = DescribeLogDirsRequest
    private typealias Topic = DescribeLogDirsResponse.DescribeLogDirsTopic

    static func handle(_ request: DescribeLogDirsRequest, _ call: Call) {
        guard call.session.allow(.describe, .cluster), let control = call.context.broker.control else {
            var response = DescribeLogDirsResponse()
            response.errorCode = ErrorCode.clusterAuthorizationFailed.rawValue
            return call.reply(response)
        }
        var directory = DescribeLogDirsResponse.DescribeLogDirsResult()
        directory.logDir = control.options.directory
        directory.topics = topics(request, call)
        let result = directory
        let loop = call.context.loop
        // The file system may take its time to answer.
        control.space { total, usable in
            loop.execute {
                var directory = result
                directory.totalBytes = total
                directory.usableBytes = usable
                var response = DescribeLogDirsResponse()
                response.results = [directory]
                call.reply(response)
            }
        }
    }

    private static func topics(_ request: DescribeLogDirsRequest, _ call: Call) -> [Topic] {
        let table = call.context.topics
        guard let asked = request.topics else {
            return table.byName.keys.sorted().compactMap { name in
                table.byName[name].map { describe($0, Array(0..<Int32(clamping: $0.partitionCount))) }
            }
        }
        return asked.compactMap { topic in
            table.byName[topic.topic].map { describe($0, topic.partitions) }
        }.filter { !$0.partitions.isEmpty }
    }

    private static func describe(_ topic: LocalTopic, _ partitions: [Int32]) -> Topic {
        var answer = Topic()
        answer.name = topic.name
        answer.partitions = partitions.compactMap { index in
            guard let partition = topic.partition(index) else { return nil }
            var entry = DescribeLogDirsResponse.DescribeLogDirsPartition()
            entry.partitionIndex = index
            entry.partitionSize = partition.log.size
            return entry
        }
        return answer
    }
}
