package objects_test

import (
	"reflect"
	"testing"

	"drover/model"
	"drover/model/objects"
)

func TestLookupUseComesBack(t *testing.T) {
	for name, x := range map[string]*objects.Extra{
		"nothing said": nil,
		"left out and added": {Columns: []objects.Column{
			{Name: "note", Keep: model.No}, {Name: "src_id", Added: true, Type: "long", Operation: "ADDITIONALCOLUMN,default_value", Value: "7"}, {Name: "id", Keep: model.Yes, Key: true},
		}},
		"used before": {Lookup: true, Join: []string{"a = b"}, Columns: []objects.Column{{Name: "old", FilterKey: "old"}}},
	} {
		t.Run(name, func(t *testing.T) {
			want := objects.LookupUse{Only: true, Join: []string{"orders.id = refs.id"}, Keys: []string{"id"}, Indexes: []string{"id", "region"}}
			got := x.PutLookupUse(want)
			if !reflect.DeepEqual(got.LookupUse(), want) {
				t.Errorf("%+v comes back as %+v", want, got.LookupUse())
			}
			for _, c := range got.Columns {
				if c.Name == "old" {
					t.Error("a column that is not used any more is still named")
				}
			}
			bare := got.PutLookupUse(objects.LookupUse{})
			if used := bare.LookupUse(); used.Only || len(used.Join)+len(used.Keys)+len(used.Indexes) > 0 {
				t.Errorf("after it was taken away there is %+v", used)
			}
			if name != "used before" && x != nil && !reflect.DeepEqual(bare.Columns, x.Columns) {
				t.Errorf("what else is said became %+v", bare.Columns)
			}
		})
	}
}
