#pragma once
#include <stddef.h>
#include <stdint.h>

/// What a descriptor is ready for, or asked for.
enum { VARVE_READABLE = 1, VARVE_WRITABLE = 2, VARVE_HANGUP = 4 };

/// One readiness: the tag given with the descriptor, and what it is ready for.
typedef struct {
    uint64_t tag;
    uint32_t ready;
} varve_event;

/// A level-triggered poller; answers its descriptor or -errno. `*wake` becomes the descriptor that `varve_poller_wake`
/// makes readable; it is added with `wake_tag`. Both are closed by the caller.
int varve_poller_create(uint64_t wake_tag, int *wake);
/// Watches `fd` for `interest` (0 is allowed: only hangups); 0 or -errno.
int varve_poller_add(int poller, int fd, uint32_t interest, uint64_t tag);
/// Changes what `fd` is watched for; 0 or -errno.
int varve_poller_modify(int poller, int fd, uint32_t interest, uint64_t tag);
/// Stops watching `fd`; 0 or -errno.
int varve_poller_remove(int poller, int fd);
/// Waits at most `timeout_ns` (negative: forever) and fills `events`, at most 256 of them; the count or -errno.
/// A wake is reported under its tag and has been taken back when this returns.
int varve_poller_wait(int poller, int wake, uint64_t wake_tag, varve_event *events, int capacity, int64_t timeout_ns);
/// Makes the poller return; any thread may call it.
void varve_poller_wake(int wake);

/// Takes a connection, non-blocking and closed on exec, into *fd; 0 or -errno.
int varve_accept(int listener, int *fd);
/// A stream socket of `family`, non-blocking and closed on exec; the descriptor or -errno.
int varve_socket(int family);
