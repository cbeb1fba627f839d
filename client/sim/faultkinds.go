package sim

// moment tells whether a write still takes effect under a fault.
type moment uint8

const (
	never  moment = iota // the request is not handled at all
	always               // handled, then the answer is spoilt
	coin                 // one or the other, by the seed
	bends                // handled; the fault only changes how
)

// argument tells what stands behind a kind's colon.
type argument uint8

const (
	noArgument argument = iota
	mayDuration
	mayCode
	mayGzip
	mustID
	mustIDOrNumber
	mustRate
	mustPath
)

// kind is one sort of trouble.
type kind struct {
	name string
	arg  argument
	when moment
}

// kinds lists all of them, in the order that mistakes name them.
func kinds() []kind {
	return []kind{
		{"429", mayDuration, never},   // throttled by the gateway; the argument is Retry-After
		{"limit", mustRate, never},    // throttled by the gateway, but only what comes beyond so many calls in any second
		{"401", noArgument, never},    // this call's login is refused
		{"expire", noArgument, never}, // the call's token dies here, if it carries one; the answer tells what comes next
		{"403", mayCode, never},
		{"400", mayCode, never},
		{"500", noArgument, coin},
		{"502", noArgument, coin},
		{"503", noArgument, coin},
		{"504", noArgument, coin},
		{"reset-before", noArgument, never}, // the connection is cut before the request is read
		{"reset-after", noArgument, always}, // handled, then cut without an answer
		{"slow", mayDuration, bends},        // half to one and a half of it
		{"hang-before", noArgument, never},  // no answer until the client gives up
		{"hang", noArgument, always},        // the same, but handled first
		{"cut", noArgument, always},         // half the body, then the connection is cut
		{"html", noArgument, coin},          // a page of some proxy, with status 200
		{"empty", noArgument, coin},         // a good status and no body
		{"huge", mayGzip, coin},             // 9 MiB, or a small gzip that unpacks to 24 MiB
		{"deep", noArgument, coin},          // 100,000 brackets
		{"garbage", noArgument, never},      // an error text full of escape sequences
		{"redirect", noArgument, never},     // 307 to another host
		{"m00004", noArgument, always},      // 500 DRS.M00004
		{"m01503", noArgument, never},       // 400 DRS.M01503, too many requests
		{"m01504", noArgument, bends},       // 202 DRS.M01504 without results; some items may go through
		{"m05066", noArgument, coin},        // 200 DRS.M05066
		{"fail", mustID, bends},             // the item with this id or name fails, or one item with this code
		{"missing", mustIDOrNumber, bends},  // ids dropped from results[]
		{"shuffle", noArgument, bends},      // results[] in another order
		{"dup", noArgument, bends},          // every result twice
		{"drift", noArgument, bends},        // somebody else changes a job: starts or pauses it, or updates a section of the very one that is read or updated
		{"ignore", mustPath, bends},         // DryvIQ drops this member of a clone's or a change's body
		{"replace", noArgument, bends},      // DryvIQ replaces nested objects of a body instead of merging them
		{"loose", noArgument, bends},        // nulls, numbers as strings, unknown members
	}
}

func kindNamed(name string) (kind, bool) {
	for _, k := range kinds() {
		if k.name == name {
			return k, true
		}
	}
	return kind{}, false
}
