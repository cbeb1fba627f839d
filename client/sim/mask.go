package sim

import (
	"bytes"
	"encoding/json"
)

// veiled is a body with its secrets masked, as the record keeps it.
func veiled(body json.RawMessage) json.RawMessage {
	var v any
	in := json.NewDecoder(bytes.NewReader(body))
	in.UseNumber()
	if in.Decode(&v) != nil {
		return nil
	}
	return encodeValue(veiledValue(v))
}

func veiledValue(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = veiledValue(v[i])
		}
	case map[string]any:
		for name := range v {
			switch name {
			case "password", "db_password", "ssl_cert_key", "ssl_cert_password":
				if v[name] != "" {
					v[name] = masked
				}
			default:
				v[name] = veiledValue(v[name])
			}
		}
	}
	return v
}
