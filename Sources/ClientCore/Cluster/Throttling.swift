import KafkaProtocol

/// A reply that may say for how many milliseconds the broker wants no more requests on this connection: its quotas are
/// used up. Brokers since 2.0 answer at once and leave the waiting to the client (KIP-219); who does not wait finds the
/// connection muted for as long.
protocol ThrottlingResponse: KafkaResponse {
    var throttleTimeMs: Int32 { get }
}

extension CreatePartitionsResponse: ThrottlingResponse {}
extension CreateTopicsResponse: ThrottlingResponse {}
extension DeleteGroupsResponse: ThrottlingResponse {}
extension DeleteRecordsResponse: ThrottlingResponse {}
extension DeleteTopicsResponse: ThrottlingResponse {}
extension DescribeClusterResponse: ThrottlingResponse {}
extension DescribeConfigsResponse: ThrottlingResponse {}
extension DescribeGroupsResponse: ThrottlingResponse {}
extension DescribeLogDirsResponse: ThrottlingResponse {}
extension FetchResponse: ThrottlingResponse {}
extension FindCoordinatorResponse: ThrottlingResponse {}
extension HeartbeatResponse: ThrottlingResponse {}
extension IncrementalAlterConfigsResponse: ThrottlingResponse {}
extension InitProducerIdResponse: ThrottlingResponse {}
extension JoinGroupResponse: ThrottlingResponse {}
extension LeaveGroupResponse: ThrottlingResponse {}
extension ListGroupsResponse: ThrottlingResponse {}
extension ListOffsetsResponse: ThrottlingResponse {}
extension MetadataResponse: ThrottlingResponse {}
extension OffsetCommitResponse: ThrottlingResponse {}
extension OffsetDeleteResponse: ThrottlingResponse {}
extension OffsetFetchResponse: ThrottlingResponse {}
extension OffsetForLeaderEpochResponse: ThrottlingResponse {}
extension ProduceResponse: ThrottlingResponse {}
extension SyncGroupResponse: ThrottlingResponse {}
