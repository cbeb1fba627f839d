package dbobject_test

import (
	"bytes"
	"testing"

	"drover/client/dbobject"
	"drover/model"
	"drover/model/objects"
)

// sample is a small job: two databases, one of which goes whole.
func sample() *objects.Listing {
	b := objects.NewBuilder()
	b.Scope = objects.ScopeTable
	b.Root = objects.Root{Name: "target", Encoding: "utf8"}
	shop := b.Database("SHOP")
	*b.Box(shop) = objects.Box{Target: "shop", All: model.No, Total: -1}
	b.Leaf(shop, []byte("ITEMS"), objects.Table, "", false, nil)
	b.Leaf(shop, []byte("SALES"), objects.View, "", true, nil)
	b.Leaf(shop, []byte("ORDERS"), objects.Table, "orders_2", false, &objects.Extra{
		Filter: []string{"id > 3"},
		Columns: []objects.Column{
			{Name: "id", Keep: model.Yes, Key: true}, {Name: "name", Target: "full_name"}, {Name: "secret", Keep: model.No},
			{Name: "src_id", Added: true, Type: "long", Operation: "ADDITIONALCOLUMN,default_value", Value: "7"},
		},
	})
	*b.Box(b.Database("BILLING")) = objects.Box{All: model.Yes, Total: 12}
	l, _ := b.Done()
	return l
}

func TestFormForPeople(t *testing.T) {
	const asJSON = `{
  "object_scope": "table",
  "target_root_db": {
    "db_name": "target",
    "db_encoding": "utf8"
  },
  "object_info": {
    "BILLING": {
      "name": "BILLING",
      "all": true
    },
    "SHOP": {
      "name": "shop",
      "all": false,
      "tables": {
        "ITEMS": {"name": "ITEMS", "all": true, "type": "table"},
        "ORDERS": {
          "name": "orders_2",
          "all": false,
          "type": "table",
          "filtered": true,
          "filter_conditions": ["id > 3"],
          "columns": {
            "id": {
              "name": "id",
              "filtered": true,
              "primary_key_for_column_filtering": "PRI"
            },
            "name": {
              "name": "full_name"
            },
            "secret": {
              "name": "secret",
              "filtered": false
            },
            "src_id": {
              "name": "src_id",
              "type": "long",
              "additional": true,
              "operation_type": "ADDITIONALCOLUMN,default_value",
              "value": "7"
            }
          }
        },
        "SALES": {"name": "SALES", "all": true, "type": "view", "is_synchronized": true}
      }
    }
  }
}
`
	const asTable = `database,schema,table,kind,target_database,target_schema,target_table,filter,columns,synchronized,other
,,,root,target,,,,,,"{""db_encoding"":""utf8""}"
BILLING,,,database,,,,,,,
SHOP,,ITEMS,table,shop,,,,,,
SHOP,,ORDERS,table,shop,,orders_2,id > 3,"id key copied; name>full_name; -secret; +src_id long=7",,
SHOP,,SALES,view,shop,,,,,yes,
`
	var out bytes.Buffer
	if err := dbobject.WriteFile(&out, sample()); err != nil || out.String() != asJSON {
		t.Errorf("%v\n%s", err, out.String())
	}
	if got := table(t, sample()); got != asTable {
		t.Errorf("\n%s", got)
	}
}
