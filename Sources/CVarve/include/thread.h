#pragma once
#include <stddef.h>
#include <stdint.h>

/// Starts a thread that runs `body(argument)` with `bytes` of stack (0: the system's default), named `name` (cut to 15 bytes);
/// 0 and *handle for `varve_thread_join`, or -errno.
int varve_thread_start(const char *name, size_t bytes, void (*body)(void *), void *argument, uint64_t *handle);
/// Waits until the thread has ended.
void varve_thread_join(uint64_t handle);
/// Lets the thread free itself when it ends; it is not joined then.
void varve_thread_detach(uint64_t handle);
/// Whether the caller is that thread.
int varve_thread_is_current(uint64_t handle);

/// Sleeps while `*word == expected`, at most `timeout_ns` (negative: for ever); may return early without cause.
void varve_futex_wait(const uint32_t *word, uint32_t expected, int64_t timeout_ns);
/// Wakes all that sleep on `word`.
void varve_futex_wake_all(const uint32_t *word);
