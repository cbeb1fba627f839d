package model

import "sync"

// ItemWords is what drover knows of one item of a pre-check.
type ItemWords struct {
	Bad    string // what is wrong where it does not pass, in a few words
	Fine   string // what is looked at: the word where it passed
	Mend   string // what mends it, a sentence; "": nothing is documented
	Listed bool   // the contract lists it among those that may be skipped
}

// Words are those of the item; ok is false where drover does not know its
// code, and then it is shown as it is.
func (it CheckItem) Words() (words ItemWords, ok bool) {
	words, ok = wordsOf()[it.Item.Raw()]
	return words, ok
}

// Title says in a few words what the item found, or what it looks at; a code
// that drover does not know stands for itself.
func (it CheckItem) Title() string {
	words, ok := it.Words()
	switch {
	case !ok && it.Item.Empty():
		return "an item without a name"
	case !ok:
		return it.Item.String()
	}
	switch it.State() {
	case ItemFailed, ItemWarned, ItemSkipped:
		return words.Bad
	case ItemPassed, ItemPending, ItemUnknown:
	}
	return words.Fine
}

// wordsOf holds the codes of the contract (x-precheck-skippable-items), then
// those that its examples show besides. What mends an item is put together
// from the service's public pages on failed check items. It is made once: a
// screen asks for the words of each item it draws.
var wordsOf = sync.OnceValue(func() map[string]ItemWords {
	all := map[string]ItemWords{}
	for _, part := range []map[string]ItemWords{reachWords(), logWords(), serverWords(), objectWords()} {
		for code, words := range part {
			words.Listed = true
			all[code] = words
		}
	}
	for code, words := range unlistedWords() {
		all[code] = words
	}
	return all
})

// reachWords are of connections, rights, versions and room.
func reachWords() map[string]ItemWords {
	return map[string]ItemWords{
		"srcDbConnection": {Bad: "the source is not reached", Fine: "connection to the source",
			Mend: "Check address, port, user and password, and let the node's address through firewall, security group and the database's own rules; a connection test tells which it is."},
		"dstDbConnection": {Bad: "the target is not reached", Fine: "connection to the target",
			Mend: "Check the target's user and password and that its security group lets the node in; a connection test tells which it is."},
		"isUserRequireSslLink": {Bad: "the user may log in over TLS only", Fine: "whether the user must use TLS",
			Mend: "Turn TLS on for this end, or take the user a login without REQUIRE SSL."},
		"srcDbPrivilegesIsEnoughForIncre": {Bad: "the source's user lacks rights for the incremental phase", Fine: "the source user's rights",
			Mend: "Grant the missing rights; a MySQL source needs SELECT, SHOW VIEW, EVENT, LOCK TABLES, REPLICATION SLAVE and REPLICATION CLIENT."},
		"dstDbPrivilegesIsEnough": {Bad: "the target's user lacks rights", Fine: "the target user's rights",
			Mend: "Grant the rights named below to the target's user, or give the job another one."},
		"userPrivilegeIsEnoughForDefiner": {Bad: "the target's user may not set definers", Fine: "rights to keep definers",
			Mend: "Give the target's user the rights that keeping definers needs, or let the job replace them by that user."},
		"srcDbVersionSupport": {Bad: "the source's version is not supported", Fine: "the source's version",
			Mend: "Take a source of a version that the service supports for this link."},
		"dstDbVersionSupport": {Bad: "the target's version is not supported", Fine: "the target's version",
			Mend: "Take a target of a supported version, the same as the source's or a later one."},
		"dstStatusCheck": {Bad: "the target instance is not in order", Fine: "the target instance's state",
			Mend: "Bring the instance back to normal, or wait until what runs on it has ended."},
		"dstDbDiskSize": {Bad: "the target's disk is too small", Fine: "room on the target's disk",
			Mend: "Enlarge the target's disk or free room on it; one and a half times the data is what the service counts with."},
		"checkEmptyDstDb": {Bad: "the target is not empty", Fine: "whether the target is empty",
			Mend: "Remove what stands in the target, or map the objects to other names."},
		"srcDbIsStandbyTaurus": {Bad: "the source is a read-only standby", Fine: "whether the source is a standby",
			Mend: "Take the primary of the TaurusDB instance as the source: a standby has no binlog."},
	}
}

// logWords are of the logs that the incremental phase reads.
func logWords() map[string]ItemWords {
	return map[string]ItemWords{
		"srcDbBinlogIsOff": {Bad: "binlog is off on the source", Fine: "binlog on the source",
			Mend: "Set log_bin and binlog_format=ROW on the source and restart it."},
		"srcBinlogFormatCheck": {Bad: "the source's binlog is not in row format", Fine: "binlog format",
			Mend: "Set binlog_format=ROW on the source; sessions that are open keep the old one until they reconnect."},
		"srcBinlogRowImageCheck": {Bad: "the source's binlog holds no whole rows", Fine: "binlog row image",
			Mend: "Set binlog_row_image=FULL on the source."},
		"srcDbBinlogExpireLogsDays": {Bad: "the source drops its binlog too soon", Fine: "how long binlog is kept",
			Mend: "Keep binlog for three days or more (expire_logs_days or binlog_expire_logs_seconds; a cloud instance has a setting of its own); with 0 a job can fail."},
		"srclogSlaveUpdatesCheck": {Bad: "log_slave_updates is off on the source", Fine: "log_slave_updates",
			Mend: "Set log_slave_updates=ON on the source and restart it: without it a replica logs nothing of what it replays."},
		"srcDbServerIdCheck": {Bad: "the source has no usable server_id", Fine: "server_id of the source",
			Mend: "Give the source a server_id from 1 up that no other server of the group has."},
		"dbServerUuidConsistency": {Bad: "both ends have one server_uuid", Fine: "server_uuid",
			Mend: "Make sure that source and target are not the same MySQL server; a copied data folder needs a new auto.cnf."},
		"srcGtidStatusCheck": {Bad: "GTID is off on the source", Fine: "GTID on the source",
			Mend: "Turn gtid_mode on at the source; without it the job does not outlive a switch of the source's primary."},
		"targetGtidStatusCheck": {Bad: "GTID is off on the target", Fine: "GTID on the target",
			Mend: "Turn gtid_mode on at the target."},
		"gtidFormatCheck": {Bad: "the source's GTID has an unknown form", Fine: "form of the source's GTID"},
		"MysqlSourceMaxAllowedPacketActionChecker": {Bad: "max_allowed_packet of the source is too small", Fine: "max_allowed_packet of the source",
			Mend: "Raise max_allowed_packet on the source: large rows cannot be read otherwise."},
		"dstMaxAllowedPacketCheck": {Bad: "max_allowed_packet of the target is too small", Fine: "max_allowed_packet of the target",
			Mend: "Raise max_allowed_packet on the target: large rows cannot be written otherwise."},
	}
}

// serverWords are of settings that should be the same at both ends.
func serverWords() map[string]ItemWords {
	const same = "Set it to the same value at both ends."
	return map[string]ItemWords{
		"dbTimeZoneConsistency": {Bad: "the time zones of both ends differ", Fine: "time zones", Mend: "Set time_zone to the same value at both ends."},
		"dbClockConsistency":    {Bad: "the clocks of both ends differ", Fine: "clocks", Mend: "Set both servers' clocks by the same time source."},
		"dbGroupConcatMaxLenConsistency": {Bad: "group_concat_max_len differs", Fine: "group_concat_max_len",
			Mend: same + " Queries may cut what they join otherwise."},
		"dbIsolationLevelConsistency": {Bad: "the isolation levels differ", Fine: "isolation level", Mend: same},
		"dbParamConsistency":          {Bad: "parameters that tables are made under differ", Fine: "parameters that tables are made under", Mend: "Set the parameters named below to the same values at both ends."},
		"innodbStrictModeConsistency": {Bad: "innodb_strict_mode differs", Fine: "innodb_strict_mode", Mend: same},
		"sqlModeConsistency":          {Bad: "sql_mode differs", Fine: "sql_mode", Mend: same},
		"sqlModeNoEngine": {Bad: "the target's sql_mode holds NO_ENGINE_SUBSTITUTION", Fine: "engines under the target's sql_mode",
			Mend: "Take no_engine_substitution out of the target's sql_mode: MyISAM tables cannot be made under it."},
		"mysqlBlockEncryptionModeInconsistency": {Bad: "block_encryption_mode differs", Fine: "block_encryption_mode",
			Mend: same + " AES_ENCRYPT answers otherwise on the target otherwise."},
		"rdsCreateDefaultPrimaryKeyConsistency": {Bad: "hidden primary keys are on at one end only", Fine: "hidden primary keys"},
		"srcDstTableNameCaseSensitiveCheck": {Bad: "both ends treat the case of table names differently", Fine: "case of table names",
			Mend: "Set lower_case_table_names to the same value at both ends; on MySQL 8.0 only a new instance takes it."},
		"checkRecycleBinConsistent": {Bad: "the recycle bin is on at one end only", Fine: "recycle bin"},
		"tenantDbActionCheck":       {Bad: "multi-tenancy stands in the way", Fine: "multi-tenancy"},
		"sourceCheckDynamicMasking": {Bad: "the source masks what the job's user reads", Fine: "masking on the source"},
		"targetCheckDynamicMasking": {Bad: "the target masks what the job's user reads", Fine: "masking on the target"},
	}
}

// objectWords are of what is to be copied.
func objectWords() map[string]ItemWords {
	return map[string]ItemWords{
		"checkJobDbObjectInfo": {Bad: "the chosen objects are not in order", Fine: "the chosen objects",
			Mend: "Look at the chosen objects and save them anew."},
		"userSelectObjectsCheck": {Bad: "chosen objects are missing, or depend on others", Fine: "chosen objects and what they depend on",
			Mend: "Choose what depends on one another together, and nothing that is gone from the source."},
		"mappedNameCheck": {Bad: "target names that the target cannot hold", Fine: "target names",
			Mend: "Change the target names of the objects below."},
		"srcDbNameContainsUnsupportedSymbols": {Bad: "database names hold signs that are not supported", Fine: "database names",
			Mend: "Rename these databases on the source, or leave them out."},
		"srcTableNameContainsNonAscii": {Bad: "table names hold letters beyond ASCII", Fine: "letters in table names",
			Mend: "Rename these tables on the source, or leave them out."},
		"srcIdentifierWithBreakCheck": {Bad: "names on the source hold a line break", Fine: "line breaks in names",
			Mend: "Rename what is named below on the source, or leave it out."},
		"srcDbExistUnsupportEngineTable": {Bad: "tables of an engine that is not supported", Fine: "engines of the tables",
			Mend: "Turn these tables to InnoDB, or leave them out."},
		"srcDbIndexKeyLength": {Bad: "indexes on the source are too long", Fine: "length of indexes",
			Mend: "Shorten the columns of these indexes, or leave the tables out."},
		"srcHasLargeColumnTypeCheck": {Bad: "tables with LONGTEXT or LONGBLOB columns", Fine: "large columns",
			Mend: "Take a larger node for such rows, or leave these tables out."},
		"srcHasNoPkTableWhenTgtHasInvisiblePk": {Bad: "tables without a primary key", Fine: "primary keys",
			Mend: "Give these tables a primary key on the source."},
		"MysqlForeignKeyReferentialActionCheck": {Bad: "foreign keys that change child rows unseen", Fine: "actions of foreign keys",
			Mend: "Drop the foreign keys with CASCADE, SET NULL or SET DEFAULT, or leave their child tables out: binlog does not hold what they do."},
		"srcTriggerAndEventCheck": {Bad: "there are triggers or events on the source", Fine: "triggers and events",
			Mend: "Know that they are not copied while the job runs; a migration makes them at its end."},
		"sourceEncryptTableActionChecker": {Bad: "tables on the source are encrypted", Fine: "encrypted tables"},
	}
}

// unlistedWords are codes that the contract's examples and the simulator know
// besides; none of them is known to be one that can be skipped.
func unlistedWords() map[string]ItemWords {
	return map[string]ItemWords{
		"srcDbOplogIsOff": {Bad: "oplog is off on the source", Fine: "oplog on the source",
			Mend: "Run the source as a replica set: a lone node writes no oplog."},
		"srcDbOplogWindow": {Bad: "the source drops its oplog too soon", Fine: "how long oplog is kept",
			Mend: "Make the oplog large enough for three days or more (replSetResizeOplog, with minRetentionHours from MongoDB 4.4)."},
		"srcDbPrivilegesIsEnough":        {Bad: "the source's user lacks rights", Fine: "the source user's rights", Mend: "Grant the rights named below to the source's user, or give the job another one."},
		"dbVersionMeetRequirement":       {Bad: "the target's version is below the source's", Fine: "versions of both ends", Mend: "Take a target of the source's version or a later one."},
		"dbCharacterSetConsistency":      {Bad: "the character sets of both ends differ", Fine: "character sets", Mend: "Set character_set_server to the same value at both ends."},
		"dbCollationServerConsistency":   {Bad: "the collations of both ends differ", Fine: "collations", Mend: "Set collation_server to the same value at both ends."},
		"hasForeignKeyOnUnselectedTable": {Bad: "foreign keys lead to tables that are not chosen", Fine: "foreign keys to tables not chosen", Mend: "Choose the tables that they lead to as well."},
		"checkIncreSrcDbExistedInDstDb":  {Bad: "the target has no database of that name", Fine: "databases on the target", Mend: "Make the databases on the target first: the incremental phase alone makes none."},
		"srcCollAlreadyExistedInDstColl": {Bad: "collections stand in the target already", Fine: "collections on the target", Mend: "Remove these collections from the target, or leave them out."},
		"srcViewAlreadyExistedInDstView": {Bad: "views stand in the target already", Fine: "views on the target", Mend: "Remove these views from the target, or leave them out."},
		"srcCollHasTtlIndex":             {Bad: "collections with a TTL index", Fine: "TTL indexes", Mend: "Know that rows may run out at different moments at both ends, so that a compare differs."},
		"srcShardKeyConfiguration":       {Bad: "collections have no shard key", Fine: "shard keys", Mend: "Shard these collections on the target before the start, or they stay in one shard."},
	}
}
