package sim

import "math"

// mix scatters a number over 64 bits (the finaliser of splitmix64): the
// simulator's only source of chance, so every roll can be repeated.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// dice is a deterministic sequence of rolls.
type dice struct{ state uint64 }

func (d *dice) next() uint64 {
	d.state++
	return mix(d.state)
}

// below rolls 0 to n-1.
func (d *dice) below(n int) int {
	if n <= 0 {
		return 0
	}
	return int(d.next() % uint64(n))
}

// wave is a number from 0 to 1 that wanders with time in two overlaid periods
// of minutes, each job in its own phase.
func wave(hash uint64, seconds float64) float64 {
	phase := float64(hash%628) / 100
	slow := 150 + float64(hash>>16%240)
	fast := 37 + float64(hash>>32%41)
	return 0.5 + 0.35*math.Sin(2*math.Pi*seconds/slow+phase) + 0.15*math.Sin(2*math.Pi*seconds/fast+2*phase)
}
