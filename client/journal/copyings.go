package journal

// CopyRecord is what of a copying is on the disk.
type CopyRecord struct{ ID string }

// CopyHold is the sole right to write one record.
type CopyHold struct{}
