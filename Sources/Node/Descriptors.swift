import Glibc

/// The process's file descriptors: logs have theirs before clients get any.
enum Descriptors {
    /// Kept for logs, the control plane and what the system itself opens.
    private static let reserved = 256

    /// Raises the limit as far as the system lets us; answers how many connections there may be.
    static func limitConnections() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .max }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .max }
        // Half for the files of partitions: a busy one has its segment and its indexes open.
        return max(16, (Int(clamping: limit.rlim_cur) - reserved) / 2)
    }
}
