package client

import (
	"fmt"
	"path/filepath"

	"drover/model"
)

// largestJobFile is how large a job file may be: the largest one that makes
// sense is a hundredth of it.
const largestJobFile = 1 << 20

// LoadJobFile reads a job from a file. The error is one sentence: the file
// cannot be read, or nothing in it is of a job. Other mistakes are in the
// JobFile.
func LoadJobFile(path string) (JobFile, error) {
	data, err := ReadSmallFile(path, largestJobFile)
	if err != nil {
		return JobFile{}, err
	}
	f := ReadJobFile(data)
	if len(f.Draft.Keys()) == 0 && len(f.Mistakes) > 0 {
		m := f.Mistakes[0]
		return f, fmt.Errorf("nothing in %s is of a job: %s", model.Clean(filepath.Base(path)), m.Words())
	}
	return f, nil
}
