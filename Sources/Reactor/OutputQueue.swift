import Binary
import CVarve
import Glibc
import World

/// What a connection still has to send: bytes, in one buffer, with file ranges between them.
struct OutputQueue: ~Copyable {
    private struct FileRange {
        /// How many bytes of the buffer go before it.
        let bytesBefore: Int
        let file: any File
        var offset: Int64
        var count: Int
        /// Up to where it is known to be in memory.
        var loadedEnd: Int64 = 0
    }

    /// The next bytes to be sent, which are on the disk only.
    struct ColdRange {
        let file: any File
        let offset: Int64
        let count: Int
    }

    /// How an attempt to send ended.
    enum Outcome {
        /// Everything is with the system.
        case done
        /// The socket takes no more for now.
        case blocked
        /// Sending on would wait for the disk: load this first, off the loop, and say so (`loaded`).
        case cold(ColdRange)
        /// The connection is broken; an `errno`, 0 where a file was shorter than what was promised of it.
        case failed(Int32)
    }

    /// Below this a range is read into the buffer: a copy is cheaper than a system call of its own and the wake of the
    /// peer that comes with it.
    static let smallestFileRange = 64 << 10
    /// How much of a range is looked for in memory, and loaded, at once.
    private static let loadedAtOnce = 1 << 20
    /// A buffer that grew past this is given back once it is empty.
    private static let keptCapacity = 64 << 10

    private var bytes = BinaryWriter(capacity: 512)
    private var sentBytes = 0
    private var files: [FileRange] = []
    private var firstFile = 0
    /// Bytes not yet taken by the system.
    private(set) var unsent = 0

    mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes.bytes(more)
        unsent += more.count
    }

    mutating func append(_ file: any File, offset: Int64, count: Int) {
        files.append(FileRange(bytesBefore: bytes.count, file: file, offset: offset, count: count))
        unsent += count
    }

    /// Appends the content of a short range; false where it is not wholly in memory, or not there.
    mutating func appendContent(of file: any File, offset: Int64, count: Int) -> Bool {
        let whole = withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) { buffer in
            guard let read = try? file.readInMemory(into: buffer, at: offset), read == count else { return false }
            bytes.bytes(UnsafeRawBufferPointer(buffer))
            return true
        }
        if whole { unsent += count }
        return whole
    }

    /// Sends until all is sent or the socket is full.
    mutating func send(to socket: Int32) -> Outcome {
        while unsent > 0 {
            let file = firstFile < files.count ? files[firstFile] : nil
            let bytesEnd = file?.bytesBefore ?? bytes.count
            if sentBytes < bytesEnd {
                let sent = bytes.withUnsafeBytes { all in
                    // MSG_MORE: the range that follows fills the same segment instead of waking the peer twice.
                    let flags = Int32(MSG_NOSIGNAL) | (file == nil ? 0 : Int32(MSG_MORE))
                    return Glibc.send(socket, all.baseAddress! + sentBytes, bytesEnd - sentBytes, flags)
                }
                guard sent >= 0 else { return OutputQueue.outcome(errno) }
                sentBytes += sent
                unsent -= sent
            } else if let file {
                guard let descriptor = file.file.descriptor else { return .failed(0) }
                if let cold = coldRange() { return .cold(cold) }
                var offset = off_t(file.offset)
                let known = Int(clamping: files[firstFile].loadedEnd - file.offset)
                let sent = sendfile(socket, descriptor, &offset, min(file.count, known))
                guard sent >= 0 else { return OutputQueue.outcome(errno) }
                guard sent > 0 else { return .failed(0) }
                unsent -= sent
                files[firstFile].offset += Int64(sent)
                files[firstFile].count -= sent
                if sent == file.count { firstFile += 1 }
            }
        }
        reset()
        return .done
    }

    /// The next part of the first range where it is on the disk only; else notes that it may be sent.
    private mutating func coldRange() -> ColdRange? {
        let range = files[firstFile]
        guard range.offset >= range.loadedEnd else { return nil }
        let count = min(range.count, OutputQueue.loadedAtOnce)
        guard range.file.isInMemory(range.offset, count) else {
            return ColdRange(file: range.file, offset: range.offset, count: count)
        }
        files[firstFile].loadedEnd = range.offset + Int64(count)
        return nil
    }

    /// The first range has been loaded as far as asked for, or as far as the disk gives it. It is sent now without
    /// another look: where memory is so short that it is gone again, waiting is better than loading without end.
    mutating func loaded(_ range: ColdRange) {
        guard firstFile < files.count else { return }
        files[firstFile].loadedEnd = range.offset + Int64(range.count)
    }

    private mutating func reset() {
        if bytes.count > OutputQueue.keptCapacity {
            bytes = BinaryWriter(capacity: 512)
        } else {
            bytes.removeAll()
        }
        sentBytes = 0
        if firstFile > 0 { files.removeAll(keepingCapacity: true) }
        firstFile = 0
    }

    private static func outcome(_ code: Int32) -> Outcome {
        code == EAGAIN || code == EINTR ? .blocked : .failed(code)
    }
}
