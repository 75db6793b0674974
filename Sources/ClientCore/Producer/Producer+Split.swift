import Binary
import KafkaProtocol
import Records
import World

/// Batches that are larger than their topic allows.
extension Producer {
    /// Sends a batch that the broker found too large as two of half the size, as Java's producer does; a single record
    /// that is too large fails by itself then. The parts keep the sequence numbers of their records, so batches behind
    /// them need no others.
    mutating func split(_ sent: SentBatch, now: Instant) {
        let (slot, batch) = (sent.slot, sent.batch)
        do throws(ClientError) {
            let parts = try halves(of: batch)
            queue(slot).replace(batch, by: parts, retryAt: now)
            for part in parts { bufferedBytes += part.builder.sizeInBytes - ProducerBatch.emptySize }
            release(batch)
        } catch {
            finish(slot, batch, .failure(error))
        }
    }

    /// Two batches, sealed, with the records of one that has at least two.
    private mutating func halves(of batch: ProducerBatch) throws(ClientError) -> [ProducerBatch] {
        let parts = [spare.popLast() ?? ProducerBatch(options), spare.popLast() ?? ProducerBatch(options)]
        let half = (ProducerBatch.emptySize + batch.builder.sizeInBytes) / 2
        let sealed = batch.sealed
        let bytes = sealed.span.bytes
        guard let whole = RecordBatch(bytes) else {
            throw ClientError(.corrupt, "record batch", "it cannot be read back")
        }
        var scratch = BinaryWriter()
        do throws(RecordsError) {
            var records = try whole.records(unpackedInto: &scratch, maxBytes: batch.builder.sizeInBytes)
            var left = batch.recordCount
            while let record = records.next() {
                let isFirst =
                    parts[0].builder.isEmpty || parts[1].builder.isEmpty && parts[0].builder.sizeInBytes < half
                let part = isFirst && left > 1 ? parts[0] : parts[1]
                left -= 1
                try part.builder.append(
                    timestamp: record.timestamp, key: record.key, value: record.value,
                    encodedHeaders: record.encodedHeaders)
            }
        } catch {
            throw ClientError(.corrupt, "record batch", error.description)
        }
        var sequence = batch.sequence
        for part in parts {
            part.created = batch.created
            part.attempts = batch.attempts
            // Were it in the log after all, the broker would refuse the parts' numbers: nothing gets there twice.
            part.isUncertain = batch.isUncertain
            try part.seal(batch.identity, sequence: sequence)
            if sequence >= 0 { sequence = RecordBatchHeader.sequence(sequence, plus: part.builder.recordCount) }
        }
        return parts
    }

    /// Keeps the memory of a batch that is done for the next.
    mutating func release(_ batch: ProducerBatch) {
        bufferedBytes -= batch.builder.sizeInBytes - ProducerBatch.emptySize
        batch.reset()
        if spare.count < 64 { spare.append(batch) }
    }
}
