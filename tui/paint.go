package tui

import (
	"errors"
	"io"
	"sync"
	"syscall"
	"time"
)

// pace is the least time between two frames: what changes faster than the eye
// follows is drawn once.
const pace = 8 * time.Millisecond

// painter draws frames, in a goroutine of its own: a terminal that reads
// slowly never holds up the event loop. There is never more than one frame
// waiting, and none is built while another is on its way: the painter says
// when it is ready for the next, which then shows the latest state. The first
// change after a pause is drawn at once.
type painter struct {
	out    io.Writer
	canvas *canvas          // the painting goroutine's
	guard  func(run func()) // catches a panic; must be given
	wake   func()           // says that a frame that was asked for can be built now
	gone   func(error)      // says that the terminal takes nothing any more

	mu    sync.Mutex
	busy  bool   // a frame is waiting or being drawn, or was just now
	owed  bool   // something has changed since that frame was built
	fresh bool   // the terminal's content is not known: draw everything
	raw   []byte // control sequences for between the frames
	last  string // what is written at the end, after everything else

	box  chan screenful // one place
	work chan struct{}  // there is something in raw
	over chan struct{}  // closed by stop
	done chan struct{}  // closed when the goroutine has ended
}

func newPainter(out io.Writer, c *canvas) *painter {
	return &painter{out: out, canvas: c, box: make(chan screenful, 1), work: make(chan struct{}, 1)}
}

// start begins to draw; first is written before everything else.
func (p *painter) start(first string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.box: // built for the terminal as it was
	default:
	}
	p.busy = false
	p.raw = append([]byte(first), p.raw...)
	p.over, p.done = make(chan struct{}), make(chan struct{})
	go p.run(p.over, p.done)
	p.rouse()
}

// patience is how long the end waits for a terminal that does not read.
const patience = 500 * time.Millisecond

// stop ends drawing and writes last; what was to be written between the frames
// still goes out. A terminal that does not read is left as it is. It reports
// false if it was stopped already.
func (p *painter) stop(last string) bool {
	p.mu.Lock()
	over, done := p.over, p.done
	if over == nil {
		p.mu.Unlock()
		return false
	}
	p.over, p.last = nil, last
	p.mu.Unlock()
	close(over)
	select {
	case <-done:
		p.finish() // what a panic has left to be done
	case <-time.After(patience):
	}
	return true
}

// offer takes a frame if it can be drawn now, and builds it only then.
func (p *painter) offer(build func() screenful) {
	p.mu.Lock()
	if p.busy {
		p.owed = true
		p.mu.Unlock()
		return
	}
	p.busy = true
	fresh := p.fresh
	p.fresh = false
	p.mu.Unlock()
	f := build()
	f.fresh = fresh
	p.box <- f
}

// forget makes the next frame draw everything.
func (p *painter) forget() {
	p.mu.Lock()
	p.fresh = true
	p.mu.Unlock()
}

// Write puts control sequences between the frames; it never waits.
func (p *painter) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.raw = append(p.raw, b...)
	p.rouse()
	return len(b), nil
}

func (p *painter) rouse() {
	select {
	case p.work <- struct{}{}:
	default: // it is known that there is work
	}
}

func (p *painter) run(over, done chan struct{}) {
	defer close(done)
	p.guard(func() {
		for {
			select {
			case <-over:
				p.finish()
				return
			case <-p.work:
				p.write()
			case f := <-p.box:
				p.paint(f, over)
			}
		}
	})
}

// finish writes what comes last, once.
func (p *painter) finish() {
	p.mu.Lock()
	last := p.last
	p.last = ""
	p.mu.Unlock()
	p.write([]byte(last)...)
}

func (p *painter) paint(f screenful, over chan struct{}) {
	if changes := p.canvas.draw(f); len(changes) > 0 {
		p.write(changes...)
		rest := time.NewTimer(pace)
		defer rest.Stop()
		select {
		case <-over:
			return
		case <-rest.C:
		}
	}
	p.mu.Lock()
	owed := p.owed
	p.busy, p.owed = false, false
	p.mu.Unlock()
	if owed {
		p.wake()
	}
}

// write sends what stands between the frames, and then the changes of one, as
// one piece.
func (p *painter) write(changes ...byte) {
	p.mu.Lock()
	b := append(p.raw, changes...)
	p.raw = nil
	p.mu.Unlock()
	for len(b) > 0 {
		n, err := p.out.Write(b)
		b = b[n:]
		switch {
		case errors.Is(err, syscall.EAGAIN): // somebody made it a descriptor that does not wait
			time.Sleep(pace)
		case err != nil:
			p.gone(err)
			return
		}
	}
}
