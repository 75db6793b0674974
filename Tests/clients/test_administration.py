"""What administrators have changed stays changed, with Kafka and Varve alike on the same directory."""
from kafka.protocol.admin.client_quotas import (
    AlterClientQuotasRequest, AlterClientQuotasResponse, DescribeClientQuotasRequest, DescribeClientQuotasResponse)
from kafka.protocol.admin.cluster import UpdateFeaturesRequest, UpdateFeaturesResponse
from kafka.protocol.metadata.api_versions import ApiVersionsRequest, ApiVersionsResponse

import raw
from broker import Broker, wait_until
from raw import Connection
from test_directories import hand_over

raw.RESPONSES.update({
    AlterClientQuotasRequest: AlterClientQuotasResponse, DescribeClientQuotasRequest: DescribeClientQuotasResponse,
    UpdateFeaturesRequest: UpdateFeaturesResponse, ApiVersionsRequest: ApiVersionsResponse})

FEATURE = "eligible.leader.replicas.version"


def set_quota(broker, entity, key, value):
    Entry = AlterClientQuotasRequest.EntryData
    entry = Entry(entity=[Entry.EntityData(entity_type=kind, entity_name=name) for kind, name in entity],
                  ops=[Entry.OpData(key=key, value=value or 0.0, remove=value is None)])
    reply = Connection(broker).ask(AlterClientQuotasRequest, 1, entries=[entry], validate_only=False)
    assert [answer.error_code for answer in reply.entries] == [0], reply


def quotas(broker):
    reply = Connection(broker).ask(DescribeClientQuotasRequest, 1, components=[], strict=False)
    assert reply.error_code == 0, reply
    return {tuple(sorted((part.entity_type, part.entity_name) for part in entry.entity)):
            {value.key: value.value for value in entry.values} for entry in reply.entries}


def set_level(broker, level):
    way = 1 if level else 2  # upgrade, safe downgrade
    update = UpdateFeaturesRequest.FeatureUpdateKey(feature=FEATURE, max_version_level=level, upgrade_type=way)
    reply = Connection(broker).ask(UpdateFeaturesRequest, 1, timeout_ms=10000, feature_updates=[update], validate_only=False)
    assert (reply.error_code, [answer.error_code for answer in reply.results]) == (0, [0]), reply


def levels(broker):
    reply = Connection(broker).ask(ApiVersionsRequest, 3, client_software_name="test", client_software_version="1")
    return {feature.name: feature.max_version_level for feature in reply.finalized_features}


def hand(first_program, second_program):
    first, second = Broker(first_program), Broker(second_program, starts=False)
    try:
        assert levels(first)[FEATURE] == 1
        alice, everybody = (("user", "alice"),), (("client-id", None), ("user", None))
        set_quota(first, alice, "producer_byte_rate", 1024.0)
        set_quota(first, alice, "request_percentage", 12.5)
        set_quota(first, everybody, "consumer_byte_rate", 4096.0)
        set_quota(first, everybody, "consumer_byte_rate", None)
        set_quota(first, everybody, "producer_byte_rate", 5.0)
        set_level(first, 0)
        wanted = {alice: {"producer_byte_rate": 1024.0, "request_percentage": 12.5}, everybody: {"producer_byte_rate": 5.0}}
        wait_until("the first knows it", lambda: quotas(first) == wanted and FEATURE not in levels(first))
        hand_over(first, second)
        # No start raises what somebody has lowered.
        wait_until("the second knows it", lambda: quotas(second) == wanted and FEATURE not in levels(second), seconds=30)
        set_quota(second, alice, "request_percentage", None)
        set_level(second, 1)
        wanted[alice] = {"producer_byte_rate": 1024.0}
        wait_until("the second changes it", lambda: quotas(second) == wanted and levels(second)[FEATURE] == 1)
    finally:
        first.remove()
        second.remove()


def test_administration_to_kafka(program, peer):
    """Varve first, then Kafka."""
    hand(program, peer)


def test_administration_from_kafka(program, peer):
    """Kafka first, then Varve."""
    hand(peer, program)
