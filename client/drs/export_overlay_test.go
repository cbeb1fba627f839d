package drs

import (
	"drover/client/rest/wire"
)

// OverlayPolicy sends a policy back as it was read.
func OverlayPolicy(raw []byte) ([]byte, error) {
	v, err := wire.Parse(raw)
	if err != nil {
		return nil, err
	}
	return overlay(raw, policyMembers(), values(v, policyMembers()))
}
