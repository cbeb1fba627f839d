package objects

// protoLeaf is a leaf that a Builder was given.
type protoLeaf struct {
	in   int32  // box
	at   uint32 // of its name: which block, and where in it
	size uint32
	tail int32 // from 1; 0: none
	kind Kind

	synced bool
}

// The blocks that leaves and their names lie in. A list that grew in one piece would be
// copied again and again, and be twice there each time: of a million tables that is more
// memory than all that is kept of them.
const (
	leafBlockBits = 12
	leafBlock     = 1 << leafBlockBits
	nameBlockBits = 20 // a longer name has a block of its own
	nameBlock     = 1 << nameBlockBits

	mostNameBlocks = 1<<(32-nameBlockBits) - 1
)

// protoLeaves are leaves in the order that they came in.
type protoLeaves struct {
	blocks [][]protoLeaf
	names  [][]byte
	count  int
	bytes  int // of all names
}

func (l *protoLeaves) of(i int32) *protoLeaf { return &l.blocks[i>>leafBlockBits][i&(leafBlock-1)] }

// name is the name of one; it is not to be changed.
func (l *protoLeaves) name(p *protoLeaf) []byte {
	return l.names[p.at>>nameBlockBits][p.at&(nameBlock-1):][:p.size]
}

// each calls f with every one.
func (l *protoLeaves) each(f func(i int32, p *protoLeaf)) {
	for at, block := range l.blocks {
		for i := range block {
			f(int32(at<<leafBlockBits+i), &block[i]) //nolint:gosec // see Builder.Full
		}
	}
}

// addLeaf puts one behind the others.
func addLeaf[T string | []byte](l *protoLeaves, in int, name T, kind Kind) *protoLeaf {
	if last := len(l.names) - 1; last < 0 || len(l.names[last])+len(name) > nameBlock {
		l.names = append(l.names, block[byte](last+1, nameBlock))
	}
	last := len(l.names) - 1
	at := last<<nameBlockBits + len(l.names[last])
	l.names[last] = append(l.names[last], name...)
	if l.count&(leafBlock-1) == 0 {
		l.blocks = append(l.blocks, block[protoLeaf](len(l.blocks), leafBlock))
	}
	l.count++
	l.bytes += len(name)
	of := &l.blocks[len(l.blocks)-1]
	*of = append(*of, protoLeaf{in: int32(in), at: uint32(at), size: uint32(len(name)), kind: kind}) //nolint:gosec // see Builder.Full
	return &(*of)[len(*of)-1]
}

// block is room for more; the first one grows, as most documents are small.
func block[T any](n, size int) []T {
	if n == 0 {
		return nil
	}
	return make([]T, 0, size)
}
