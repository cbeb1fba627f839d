package client

import (
	"encoding/json"
	"strings"

	"drover/model"
)

// secret refuses a member that holds a secret by a name, its own or one below it: what is
// written into the body lies on the disk until the copying is done, and the review shows it.
func (r *copyReader) secret(one copySpot) bool {
	i := strings.LastIndexByte(one.place, '.')
	alone, _ := json.Marshal(map[string]json.RawMessage{one.place[i+1:]: one.raw})
	place, found := model.SecretMember(alone)
	if found {
		r.wrong(one, r.short(one.place[:i+1]+place)+" is a secret by its name, and the body lies on the disk and is shown: leave it out")
	}
	return found
}
