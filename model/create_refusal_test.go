package model_test

import (
	"testing"

	. "drover/model"
)

// endForm is a form with what both ends have, as far as refusals tell of it.
func endForm() CreateForm {
	form := FormOf(upMySQL(put(KeyNet, "eip")), offered())
	end := func(list string) []Field {
		return []Field{
			{Key: Element(list, 0, "endpoint.ip")}, {Key: Element(list, 0, "endpoint.db_port"), Value: "1"},
			{Key: Element(list, 0, "endpoint.instance_id"), Need: list == Targets}, {Key: Element(list, 0, "endpoint.db_name"), Grey: "only oracle"},
			{Key: Element(list, 0, "vpc.vpc_id")}, {Key: Element(list, 0, "endpoint.db_password")}, {Key: Element(list, 0, "endpoint.db_password") + "#from"},
		}
	}
	form.Steps[StepSource].Fields, form.Steps[StepTarget].Fields = end(Sources), end(Targets)
	return form
}

func TestARefusalOpensTheFieldThatItNames(t *testing.T) {
	for words, want := range map[string]FieldKey{
		"DRS.M00277 The task name already exists.":                               KeyName,
		"DRS.M00269 duplicate":                                                   KeyTags,
		"DRS.M00270 too long":                                                    KeyTags,
		"DRS.M00271 too many":                                                    KeyTags,
		"DRS.M00302 The transfer scheme is not supported.":                       KeyEngine,
		"DRS.M06007 The instance does not exist.":                                "target_endpoint[0].endpoint.instance_id",
		"DRS.M00202 Parameter node_type is invalid.":                             KeyNodeType,
		"DRS.M00202 The value of job.base_info.name is invalid.":                 KeyName,
		"base_info.tags[3].key is too long":                                      KeyTags,
		"db_port must be 1 to 65535":                                             "source_endpoint[0].endpoint.db_port",
		"The db_port of the target is invalid":                                   "target_endpoint[0].endpoint.db_port",
		"source_endpoint[0].endpoint.db_port: invalid, the target was not tried": "source_endpoint[0].endpoint.db_port",
		"/job/target_endpoint/0/endpoint/db_port: not a string":                  "target_endpoint[0].endpoint.db_port",
		"source_endpoint[2].endpoint.ip is empty":                                "source_endpoint[0].endpoint.ip",
		"node_info.vpc.vpc_id does not exist":                                    KeyNodeVPC,
		"Parameter 'name' is invalid":                                            KeyName,
		"Parameter [start_time] is invalid":                                      KeyStartAt,
		"db_password is empty":                                                   "source_endpoint[0].endpoint.db_password",
		"availability_zone: no stock":                                            KeyZones,
		"public_ip_list[0].public_ip is bound":                                   masterIP,
	} {
		key, step, ok := FieldNamed(endForm(), words)
		if _, in, _ := endForm().Field(want); !ok || key != want || step != in {
			t.Errorf("%q: %q in %s, %v; want %q", words, key, step, ok, want)
		}
	}
}

func TestARefusalThatNamesNoFieldOpensNone(t *testing.T) {
	for _, words := range []string{
		"", "DRS.M00007 Bad request parameter.", "The name of the game, an id and an ip.", "APIGW.0301 Incorrect IAM authentication information",
		"The period_num is invalid", "db_name is invalid", "see https://support.example.com/drs/0/name", "a.b.c..d[9]", "[name", "job.", "#topology",
	} {
		if key, _, ok := FieldNamed(endForm(), words); ok {
			t.Errorf("%q opens %s", words, key)
		}
	}
}
