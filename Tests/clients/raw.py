"""Requests of any version, one by one, on a connection of their own; the messages are kafka-python's."""
import socket
import struct

from kafka.protocol.admin.groups import (
    DeleteGroupsRequest, DeleteGroupsResponse, DescribeGroupsRequest, DescribeGroupsResponse, ListGroupsRequest,
    ListGroupsResponse)
from kafka.protocol.consumer.group import (
    HeartbeatRequest, HeartbeatResponse, JoinGroupRequest, JoinGroupResponse, LeaveGroupRequest, LeaveGroupResponse,
    OffsetCommitRequest, OffsetCommitResponse, OffsetDeleteRequest, OffsetDeleteResponse, OffsetFetchRequest,
    OffsetFetchResponse, SyncGroupRequest, SyncGroupResponse)
from kafka.protocol.admin.topics import (
    CreateTopicsRequest, CreateTopicsResponse, DeleteTopicsRequest, DeleteTopicsResponse)
from kafka.protocol.consumer.fetch import FetchRequest, FetchResponse
from kafka.protocol.consumer.offsets import ListOffsetsRequest, ListOffsetsResponse
from kafka.protocol.metadata.find_coordinator import FindCoordinatorRequest, FindCoordinatorResponse
from kafka.protocol.producer.produce import ProduceRequest, ProduceResponse
from kafka.protocol.producer.transaction import (
    AddOffsetsToTxnRequest, AddOffsetsToTxnResponse, AddPartitionsToTxnRequest, AddPartitionsToTxnResponse,
    EndTxnRequest, EndTxnResponse, InitProducerIdRequest, InitProducerIdResponse, TxnOffsetCommitRequest,
    TxnOffsetCommitResponse, WriteTxnMarkersRequest, WriteTxnMarkersResponse)

RESPONSES = {
    DeleteGroupsRequest: DeleteGroupsResponse, DescribeGroupsRequest: DescribeGroupsResponse,
    ListGroupsRequest: ListGroupsResponse, HeartbeatRequest: HeartbeatResponse, JoinGroupRequest: JoinGroupResponse,
    LeaveGroupRequest: LeaveGroupResponse, OffsetCommitRequest: OffsetCommitResponse,
    OffsetDeleteRequest: OffsetDeleteResponse, OffsetFetchRequest: OffsetFetchResponse,
    SyncGroupRequest: SyncGroupResponse, FindCoordinatorRequest: FindCoordinatorResponse,
    CreateTopicsRequest: CreateTopicsResponse, DeleteTopicsRequest: DeleteTopicsResponse,
    FetchRequest: FetchResponse, ListOffsetsRequest: ListOffsetsResponse, ProduceRequest: ProduceResponse,
    InitProducerIdRequest: InitProducerIdResponse, AddPartitionsToTxnRequest: AddPartitionsToTxnResponse,
    AddOffsetsToTxnRequest: AddOffsetsToTxnResponse, EndTxnRequest: EndTxnResponse,
    TxnOffsetCommitRequest: TxnOffsetCommitResponse, WriteTxnMarkersRequest: WriteTxnMarkersResponse,
}


class Connection:
    """One connection; requests may be sent ahead of their replies."""

    def __init__(self, broker, client_id="raw"):
        host, port = broker.address.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=30)
        self.client_id = client_id
        self.sent = []
        self.frames = []

    def send(self, kind, version, **fields):
        request = kind(version=version, **fields)
        request.with_header(correlation_id=len(self.sent) + 1, client_id=self.client_id)
        self.frames.append(bytes(request.encode(version=version, framed=True, header=True)))
        self.socket.sendall(self.frames[-1])
        self.sent.append((kind, version))

    def receive(self, seconds=30):
        """The reply to the oldest request that has none."""
        self.socket.settimeout(seconds)
        size, = struct.unpack(">i", self.exactly(4))
        kind, version = self.sent.pop(0)
        return RESPONSES[kind].decode(self.exactly(size), version=version, header=True, framed=False)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise EOFError("the broker has closed the connection")
            data += part
        return data

    def ask(self, kind, version, **fields):
        self.send(kind, version, **fields)
        return self.receive()

    def is_silent(self, seconds=0.3):
        """Whether no reply comes for a while."""
        self.socket.settimeout(seconds)
        try:
            return not self.socket.recv(1, socket.MSG_PEEK)
        except TimeoutError:
            return True

    def close(self):
        self.socket.close()
