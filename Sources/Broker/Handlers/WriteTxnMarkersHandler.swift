import Coordination
import KafkaProtocol
import Metadata

/// Ends transactions in the partitions of this node: for the coordinator on another node, and for `kafka-transactions
/// abort`. The reply comes once the markers are durable.
enum WriteTxnMarkersHandler: RequestHandler {
    typealias Request = WriteTxnMarkersRequest
    typealias Result = WriteTxnMarkersResponse.WritableTxnMarkerResult

    static func handle(_ request: WriteTxnMarkersRequest, _ call: Call) {
        let isAllowed = call.session.allow(.clusterAction, .cluster) || call.session.allow(.alter, .cluster)
        let gathering = Gathering<Result>(request.markers.count) { results in
            var response = WriteTxnMarkersResponse()
            response.markers = results
            call.reply(response)
        }
        for (position, marker) in request.markers.enumerated() {
            let partitions = marker.topics.flatMap { topic in
                topic.partitionIndexes.map { TopicPartition(topic.name, $0) }
            }
            guard isAllowed else {
                let errors = partitions.map { _ in ErrorCode.clusterAuthorizationFailed }
                gathering.put(result(marker, errors), at: position)
                continue
            }
            let written = Marker(
                producer: TransactionalProducer(id: marker.producerId, epoch: marker.producerEpoch),
                isCommit: marker.transactionResult, coordinatorEpoch: marker.coordinatorEpoch,
                transactionVersion: Int16(marker.transactionVersion))
            TransactionMarkers(written, to: partitions, call.context) { errors in
                gathering.put(result(marker, errors), at: position)
            }.begin()
        }
    }

    /// - Parameter errors: in the order of the marker's partitions.
    private static func result(_ marker: WriteTxnMarkersRequest.WritableTxnMarker, _ errors: [ErrorCode]) -> Result {
        var result = Result()
        result.producerId = marker.producerId
        var next = errors.makeIterator()
        result.topics = marker.topics.map { topic in
            var entry = WriteTxnMarkersResponse.WritableTxnMarkerTopicResult()
            entry.name = topic.name
            entry.partitions = topic.partitionIndexes.map { partition in
                var entry = WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult()
                entry.partitionIndex = partition
                entry.errorCode = (next.next() ?? .unknownServerError).rawValue
                return entry
            }
            return entry
        }
        return result
    }
}
