package journal

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"drover/model"
)

// A draft of objects may be a document of a million tables, so it is a file of its own
// kind: compressed, its head in the first line, the document after it. What form the
// document has is for the caller to know. A job has one at most.

const (
	// largestObjects is the size of the largest file of a draft of objects.
	largestObjects = 64 << 20
	longestHead    = 64 << 10
	objectsVersion = 1
	objectsEnd     = ".objects"
)

// ErrObjectsTooLarge says that a draft of objects is too large to be kept.
var ErrObjectsTooLarge = errors.New("it would take more than 64 MiB of the disk")

// ObjectsHead is what a draft of objects says of itself.
type ObjectsHead struct {
	Job   model.JobID
	Base  [sha256.Size]byte // print of what the job held when it was begun
	Saved time.Time
}

type wireObjects struct {
	Version int       `json:"version"`
	Profile string    `json:"profile"`
	Origin  string    `json:"origin"`
	Project string    `json:"project"`
	Job     string    `json:"job"`
	Base    string    `json:"base"`
	Saved   time.Time `json:"saved"`
}

// ObjectsHold is the sole right to write the draft of one job's objects.
type ObjectsHold struct {
	drafts *Drafts
	place  DraftPlace
	job    model.JobID

	mu   sync.Mutex // held while the disk works
	lock *DraftHold // nil: let go
}

// HoldObjects takes the right to the draft of a job's objects, or answers at once with
// ErrDraftBusy. Whether there is one already does not matter.
func (d *Drafts) HoldObjects(place DraftPlace, job model.JobID) (*ObjectsHold, error) {
	if err := CheckID(job); err != nil {
		return nil, err
	}
	lock, err := d.hold(place, objectsName(place, job))
	if err != nil {
		return nil, err
	}
	return &ObjectsHold{drafts: d, place: place, job: job, lock: lock}, nil
}

// objectsName names the files of a job's draft. Ids are the service's, and no names of
// files.
func objectsName(place DraftPlace, job model.JobID) string {
	h := sha256.New()
	for _, part := range []string{place.Profile, place.Origin, place.Project, job.Raw()} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part) // a hash takes everything
	}
	return "objects-" + hex.EncodeToString(h.Sum(nil)[:16])
}

func (d *Drafts) objectsPath(place DraftPlace, job model.JobID) string {
	return filepath.Join(d.folder, objectsName(place, job)+objectsEnd)
}

// Save writes the draft and returns once it is on the disk. After an error the former
// one is there, whole: also where it is too large, which is ErrObjectsTooLarge.
func (h *ObjectsHold) Save(base [sha256.Size]byte, saved time.Time, document func(io.Writer) error) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.mine(); err != nil {
		return err
	}
	head, err := json.Marshal(wireObjects{
		Version: objectsVersion, Profile: h.place.Profile, Origin: h.place.Origin, Project: h.place.Project,
		Job: h.job.Raw(), Base: hex.EncodeToString(base[:]), Saved: saved.UTC(),
	})
	if err != nil {
		return err
	}
	_, err = placeFile(h.drafts.objectsPath(h.place, h.job), func(w io.Writer) error {
		z, err := gzip.NewWriterLevel(&objectsBound{w: w, left: largestObjects}, gzip.BestSpeed)
		if err != nil {
			return err
		}
		if _, err := z.Write(append(head, '\n')); err != nil {
			return err
		}
		if err := document(z); err != nil {
			return err
		}
		return z.Close()
	})
	if err != nil {
		return fmt.Errorf("the draft could not be saved: %w", err)
	}
	return nil
}

// mine makes sure that the lock still is the one that was taken.
func (h *ObjectsHold) mine() error {
	switch {
	case h.lock == nil:
		return errors.New("the draft is closed")
	case !sameFile(h.lock.lock, h.drafts.lockPath(h.lock.id)):
		return errors.New("the lock of the draft was removed or replaced while drover ran, so another drover may have it")
	}
	return nil
}

// Drop takes the draft off the disk and lets go of it.
func (h *ObjectsHold) Drop() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.mine(); err != nil {
		return err
	}
	if err := os.Remove(h.drafts.objectsPath(h.place, h.job)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the draft could not be dropped: %w", err)
	}
	h.letGo()
	return syncDir(h.drafts.folder)
}

// Close lets others write the draft.
func (h *ObjectsHold) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.letGo()
}

func (h *ObjectsHold) letGo() {
	if h.lock != nil {
		h.lock.Close()
		h.lock = nil
	}
}

// HasObjects reports whether there is a draft of a job's objects.
func (d *Drafts) HasObjects(place DraftPlace, job model.JobID) bool {
	_, err := os.Lstat(d.objectsPath(place, job))
	return err == nil
}

// ReadObjects reads the draft of a job's objects; document is given what follows its
// head. Where there is none, the error is fs.ErrNotExist. It waits for nobody: a draft
// is replaced as a whole.
func (d *Drafts) ReadObjects(place DraftPlace, job model.JobID, document func(io.Reader) error) (ObjectsHead, error) {
	path := d.objectsPath(place, job)
	if _, err := os.Lstat(path); err != nil {
		return ObjectsHead{}, err
	}
	if err := d.open(); err != nil {
		return ObjectsHead{}, err
	}
	f, err := privateFile(path, os.O_RDONLY)
	if err != nil {
		return ObjectsHead{}, err
	}
	defer func() { _ = f.Close() }()
	head, err := readObjects(f, place, job, document)
	if err != nil {
		return ObjectsHead{}, fmt.Errorf("the draft cannot be read: %w", err)
	}
	return head, nil
}

func readObjects(f io.Reader, place DraftPlace, job model.JobID, document func(io.Reader) error) (ObjectsHead, error) {
	z, err := gzip.NewReader(f)
	if err != nil {
		return ObjectsHead{}, errors.New("it is no draft of objects")
	}
	text := bufio.NewReaderSize(z, longestHead)
	line, err := text.ReadSlice('\n')
	if err != nil {
		return ObjectsHead{}, errors.New("it has no head")
	}
	var w wireObjects
	if json.Unmarshal(line, &w) != nil {
		return ObjectsHead{}, errors.New("its head is no JSON")
	}
	base, err := hex.DecodeString(w.Base)
	switch {
	case w.Version > objectsVersion:
		return ObjectsHead{}, fmt.Errorf("a newer drover has written it (version %d): open it with that one", w.Version)
	case w.Version < 1 || err != nil || len(base) != sha256.Size:
		return ObjectsHead{}, errors.New("its head does not say what it is of")
	case w.Job != job.Raw() || (DraftPlace{w.Profile, w.Origin, w.Project}) != place:
		return ObjectsHead{}, errors.New("it is of another job")
	}
	if err := document(text); err != nil {
		return ObjectsHead{}, err
	}
	if n, err := text.Read(make([]byte, 1)); n > 0 || !errors.Is(err, io.EOF) { // the sum of all of it stands at the end
		return ObjectsHead{}, errors.New("it was cut, or changed by somebody")
	}
	return ObjectsHead{Job: job, Base: [sha256.Size]byte(base), Saved: w.Saved}, nil
}

// objectsBound takes so many bytes and no more.
type objectsBound struct {
	w    io.Writer
	left int
}

func (b *objectsBound) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, ErrObjectsTooLarge
	}
	return b.w.Write(p)
}
