package model_test

import (
	"flag"
	"os"
	"testing"
)

// soak scales the heavy suites.
func soak(n int) int {
	if os.Getenv("DROVER_SOAK") == "1" {
		return 10 * n
	}
	return n
}

func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv("DROVER_SOAK") == "1" {
		if err := flag.Set("rapid.checks", "2000"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
