import Synchronization

/// One suspended caller. Whoever has the value calls `resume`, from any thread, once or more often: the first counts.
///
/// A task that is cancelled resumes at once with `CancellationError`; its owner then takes it off whatever list it is on.
final class Waiter<Value: Sendable>: Sendable {
    private enum State {
        case idle
        case suspended(UnsafeContinuation<Value, any Error>)
        case finished(Result<Value, any Error>)
        case gone
    }

    private let state = Mutex(State.idle)

    /// Lets the caller go on.
    func resume(_ result: Result<Value, any Error>) {
        let continuation = state.withLock { state -> UnsafeContinuation<Value, any Error>? in
            switch state {
            case .idle: state = .finished(result)
            case .suspended(let continuation):
                state = .gone
                return continuation
            case .finished, .gone: break
            }
            return nil
        }
        continuation?.resume(with: result)
    }

    /// Waits for `resume`; to be called once.
    func value() async throws -> Value {
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Value, any Error>? in
                    guard case .finished(let result) = state else {
                        state = .suspended(continuation)
                        return nil
                    }
                    state = .gone
                    return result
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            resume(.failure(CancellationError()))
        }
    }
}

extension Waiter where Value == Void {
    func resume() { resume(.success(())) }
}
