package model

// alarmRules are those of the notification (alarm_notify).
func alarmRules() sectionRules {
	return sectionRules{}
}
