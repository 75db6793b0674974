// System calls that Swift cannot spell, and checksums that want the processor's own instructions.
// Plain-typed functions only: system headers stay in the .c files (they clash with the Glibc module).
#pragma once
#include "crc32c.h"
#include "disk.h"
#include "poller.h"
#include "ready.h"
#include "thread.h"
