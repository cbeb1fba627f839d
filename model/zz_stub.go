package model

import "time"

func wrongFields(n int) string { return itoa(n) + " wrong" }
func copyTouches(Edit) bool { return true }
func ScheduleWords(get func(FieldKey) string, zone *time.Location) string { return get(KeyScheduleMode) }
