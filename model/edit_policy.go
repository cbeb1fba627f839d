package model

// policyRules are those of the policy (policy_config).
func policyRules() sectionRules {
	return sectionRules{fields: func(e Edit, _ Around) []Field {
		return []Field{{
			Key: KeyConflict, Label: "conflict", Kind: ChoiceField, Value: e.Get(KeyConflict),
			Options: []Option{{Value: "ignore"}, {Value: "overwrite"}, {Value: "stop"}},
		}}
	}}
}
