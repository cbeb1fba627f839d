package profile

import "syscall"

// notDumpable is PR_SET_DUMPABLE of prctl(2).
const notDumpable = 4

// refuseDump keeps other processes of the same user, and crashes, from
// reading secrets out of memory.
func refuseDump() {
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, notDumpable, 0, 0)
}
