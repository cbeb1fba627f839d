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
	now   *stretch // never nil; the last one after a stop
	on    bool     // start was called, and stop not since
	busy  bool     // a frame is waiting or being drawn, or was just now
	owed  bool     // something has changed since that frame was built
	fresh bool     // the terminal's content is not known: draw everything
	raw   []byte   // control sequences for between the frames

	work chan struct{} // there is something in raw
}

// stretch is drawing from a start to its stop. A terminal that does not read
// can hold one up beyond that; the next begins when it has ended.
type stretch struct {
	box  chan screenful // one place
	last string         // what is written at the end, after everything else
	over chan struct{}  // closed by stop
	done chan struct{}  // closed when last is written
}

func newStretch() *stretch {
	return &stretch{box: make(chan screenful, 1), over: make(chan struct{}), done: make(chan struct{})}
}

func newPainter(out io.Writer, c *canvas) *painter {
	p := &painter{out: out, canvas: c, now: newStretch(), work: make(chan struct{}, 1)}
	close(p.now.done)
	return p
}

// start begins to draw; first is written before everything else. What was
// built before is left: it was for the terminal as it was.
func (p *painter) start(first string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := p.now
	p.now, p.on, p.busy = newStretch(), true, false
	go p.run(p.now, before.done, first)
}

// patience is how long the end waits for a terminal that does not read.
const patience = 500 * time.Millisecond

// stop ends drawing and writes last; what was to be written between the frames
// still goes out. A terminal that does not read is left as it is, and gets last
// when it reads again. It reports false if it was stopped already.
func (p *painter) stop(last string) bool {
	p.mu.Lock()
	s, on := p.now, p.on
	p.on = false
	p.mu.Unlock()
	if !on {
		return false
	}
	s.last = last
	close(s.over)
	select {
	case <-s.done:
	case <-time.After(patience):
	}
	return true
}

// offer takes a frame if it can be drawn now, and builds it only then. It never
// waits.
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
	p.mu.Lock()
	defer p.mu.Unlock()
	f.fresh = fresh
	select {
	case p.now.box <- f:
	default: // a start has come meanwhile, and another frame after it
		p.owed, p.fresh = true, p.fresh || fresh
	}
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

func (p *painter) run(s *stretch, before chan struct{}, first string) {
	defer close(s.done)
	<-before
	p.guard(func() { p.draw(s, first) })
	<-s.over // a panic may have come before it
	p.guard(func() { p.write([]byte(s.last)...) })
}

// draw draws until the stretch is over.
func (p *painter) draw(s *stretch, first string) {
	p.mu.Lock()
	p.raw = append([]byte(first), p.raw...)
	p.mu.Unlock()
	p.write()
	for {
		select {
		case <-s.over:
			return
		case <-p.work:
			p.write()
		case f := <-s.box:
			p.paint(f, s.over)
		}
	}
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
