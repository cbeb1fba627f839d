package drs

import (
	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// What the fuzz targets and tables of this package's tests look at.

// ReadRow reads one row of a list with its children.
func ReadRow(generation string, v wire.Value) []model.Job {
	return newRows(generation, model.Sync).family(nil, v)
}

// ReadV5 and ReadV3 read a detail.
func ReadV5(v wire.Value) model.Detail { return fromV5(v) }

// ReadV3 reads a detail of v3.
func ReadV3(v wire.Value) model.Detail { return fromV3(v) }

// ReadSample reads a progress.
func ReadSample(v wire.Value) model.Sample { return sample(v) }

// ReadPreCheck reads a pre-check's result.
func ReadPreCheck(v wire.Value) model.PreCheck { return preCheck(v) }

// Verdicts reads the answer to a batch start.
func Verdicts(changes []model.Change, status int, v wire.Value) ([]model.Outcome, bool) {
	return verdicts(changes, &rest.Answer{Status: status, Body: v})
}

// Section shows an answer without its secrets.
func Section(v wire.Value) []byte { return section("", v).JSON }
