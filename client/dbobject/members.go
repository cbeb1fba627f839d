package dbobject

// member is a name that a document of objects has for something.
type member uint8

const (
	unknown member = iota
	inJob
	inParams
	inDocument
	theStatus
	theID
	maxTables
	theScope
	theRoot
	theInfo
	rootName
	rootEncoding
	theName
	theAll
	theType
	isSynced
	syncType
	totalTables
	theSchemas
	theTables
	isFiltered
	theFilter
	theJoin
	dbAlias
	schemaAlias
	theColumns
	isAdditional
	theOperation
	theValue
	columnKey
	filterKey
	filterIndex
)

// names are the members as they are written; all are plain letters.
var names = [...]string{
	inJob: "job", inParams: "params", inDocument: "db_object", theStatus: "status", theID: "id", maxTables: "max_table_num",
	theScope: "object_scope", theRoot: "target_root_db", theInfo: "object_info", rootName: "db_name", rootEncoding: "db_encoding",
	theName: "name", theAll: "all", theType: "type", isSynced: "is_synchronized", syncType: "sync_type", totalTables: "total_table_num",
	theSchemas: "schemas", theTables: "tables", isFiltered: "filtered", theFilter: "filter_conditions", theJoin: "config_conditions",
	dbAlias: "db_alias_name", schemaAlias: "schema_alias_name", theColumns: "columns", isAdditional: "additional",
	theOperation: "operation_type", theValue: "value", columnKey: "primary_key_for_column_filtering",
	filterKey: "primary_key_for_data_filtering", filterIndex: "index_for_data_filtering",
}

// memberOf is the member of a name. The four of a plain table come first.
func memberOf(name []byte) member {
	switch string(name) {
	case "name":
		return theName
	case "type":
		return theType
	case "all":
		return theAll
	case "is_synchronized":
		return isSynced
	}
	for m := inJob; int(m) < len(names); m++ {
		if names[m] == string(name) {
			return m
		}
	}
	return unknown
}

// level is where a member stands.
type level uint8

const (
	ofDocument level = iota
	ofRoot
	ofDatabase
	ofSchema
	ofLeaf
	ofColumn
)

// knows reports the members of a level that are read and written as what they say; the
// others are kept as they came.
func (l level) knows(m member) bool {
	switch l {
	case ofDocument:
		return m >= theStatus && m <= theInfo
	case ofRoot:
		return m == rootName || m == rootEncoding
	case ofDatabase:
		return m == theName || m == theAll || m >= isSynced && m <= theTables
	case ofSchema:
		return m == theName || m == theAll || m == syncType || m == theTables
	case ofLeaf:
		return m >= theName && m <= syncType || m >= isFiltered && m <= theColumns
	case ofColumn:
		return m == theName || m == theType || m == syncType || m == isFiltered || m >= isAdditional
	}
	return false
}
