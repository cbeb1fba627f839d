package objects

import (
	"context"
	"runtime"
	"sync"
)

// sideBySide cuts n things into ranges, has do look at them at the same time, and
// gives what came of each, in order. Few things are one range. A ctx that has ended
// begins no range.
func sideBySide[T any](ctx context.Context, n int, do func(from, to int) T) []T {
	const least = 16 * chunkLen
	parts := max(1, min(runtime.GOMAXPROCS(0), n/least))
	out := make([]T, 0, parts)
	if parts == 1 {
		return append(out, do(0, n))
	}
	out = out[:parts]
	var wait sync.WaitGroup
	for i := range parts {
		wait.Go(func() {
			if ctx.Err() == nil {
				out[i] = do(n*i/parts, n*(i+1)/parts)
			}
		})
	}
	wait.Wait()
	return out
}
