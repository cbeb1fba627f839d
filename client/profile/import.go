package profile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"drover/model"
)

// imported is what another program's file says: a credential and where it is
// good for.
type imported struct {
	credential                     Credential
	region, projectID, projectName string
	endpoint, caFile               string // endpoint: of IAM
	from                           string // in words: "clouds.yaml (otc)"
}

// load reads what a profile imports. auth is the way of logging in, "" for any.
func (e Environment) load(p Profile) (imported, error) {
	kind, name, _ := strings.Cut(p.Import, ":")
	var got imported
	var err error
	switch kind {
	case "sdk":
		got, err = e.loadSDK()
	case "clouds":
		got, err = e.loadCloud(name)
	default:
		return imported{}, kooCLI(name)
	}
	if err != nil {
		return imported{}, err
	}
	way := got.credential.complete(p.Auth)
	if way == "" {
		return imported{}, fmt.Errorf("%s holds no whole credential%s", got.from, wanted(p.Auth))
	}
	got.credential.Source = kindShown(way) + " from " + got.from
	got.credential = got.credential.only(way)
	return got, nil
}

// rereader reads the imported credential anew.
func (r *resolver) rereader() func() (Credential, error) {
	e, p := r.env, r.profile
	return func() (Credential, error) {
		got, err := e.load(p)
		if err != nil {
			return Credential{}, fmt.Errorf("profile %s: %w", p.Name, err)
		}
		return got.credential, nil
	}
}

func wanted(auth string) string {
	switch auth {
	case KeyPair:
		return ": access key and secret key are needed"
	case Password:
		return ": user, password and the user's domain are needed"
	case Token:
		return ": a token is needed"
	}
	return ": it takes a token, or access key and secret key, or user, password and the user's domain"
}

// sdkFile is where the SDKs keep their credential.
func (e Environment) sdkFile() (string, error) {
	if named, _ := e.first("HUAWEICLOUD_SDK_CREDENTIALS_FILE"); named != "" {
		return named, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("HOME is not set: HUAWEICLOUD_SDK_CREDENTIALS_FILE names the SDK's file")
	}
	return filepath.Join(home, ".huaweicloud", "credentials"), nil
}

// loadSDK reads section [basic] of the SDK's file.
func (e Environment) loadSDK() (imported, error) {
	path, err := e.sdkFile()
	if err != nil {
		return imported{}, err
	}
	text, warning, err := readForeign(path)
	if errors.Is(err, fs.ErrNotExist) {
		return imported{}, fmt.Errorf("import = \"sdk\" reads %s, which is not there: HUAWEICLOUD_SDK_CREDENTIALS_FILE names it elsewhere, or take the import out", shown(path))
	}
	if err != nil {
		return imported{}, err
	}
	basic, line := section(text, "basic")
	switch {
	case line > 0:
		return imported{}, fmt.Errorf("%s line %d is neither a [section] nor a key = value", shown(path), line)
	case basic == nil:
		return imported{}, fmt.Errorf("%s has no section [basic], which holds ak and sk", shown(path))
	}
	got := imported{projectID: basic["project_id"], endpoint: basic["iam_endpoint"], from: shown(path) + " [basic]"}
	got.credential = Credential{
		AccessKey: basic["ak"], SecretKey: model.NewSecret(basic["sk"]), SecurityToken: model.NewSecret(basic["security_token"]), Warning: warning,
	}
	return got, nil
}

// section reads one section of an INI file as the SDK writes it: key = value,
// comments on lines of their own. wrong is a line that is none of this, 0 if
// there is none. Nothing in a value has a meaning: a secret key may hold any
// character.
func section(text []byte, want string) (keys map[string]string, wrong int) {
	in := ""
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, largestFile+1)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		key, value, pair := strings.Cut(line, "=")
		switch {
		case line == "", line[0] == '#', line[0] == ';':
		case line[0] == '[' && line[len(line)-1] == ']':
			in = strings.TrimSpace(line[1 : len(line)-1])
			if in == want && keys == nil {
				keys = map[string]string{}
			}
		case !pair:
			return nil, n
		case in == want:
			keys[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return keys, 0
}

// kooFile is where KooCLI keeps its profiles.
func kooFile() (string, error) {
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".hcloud", "config.json"), err
}

// kooCLI says what is with KooCLI's file: it is not read yet.
func kooCLI(name string) error {
	path, err := kooFile()
	if err != nil {
		return errors.New("HOME is not set, so that KooCLI's file cannot be found")
	}
	text, _, err := readForeign(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("KooCLI has no file %s here, and drover does not read it yet: name a credential_command, or set HW_ACCESS_KEY and HW_SECRET_KEY", shown(path))
	case err != nil:
		return err
	}
	const instead = "name a credential_command, or set HW_ACCESS_KEY and HW_SECRET_KEY"
	switch encrypted, ok := kooEncrypted(text); {
	case !ok:
		return fmt.Errorf("%s is no file of KooCLI's: %s", shown(path), instead)
	case encrypted:
		return fmt.Errorf("KooCLI's profile %s cannot be imported: its secrets are encrypted with a key of that installation (authEncrypt), which nobody else can read: %s", shown(name), instead)
	}
	return fmt.Errorf("KooCLI's profile %s is not read yet, although its secrets are not encrypted: %s", shown(name), instead)
}

// kooEncrypted reports whether the secrets in KooCLI's file are encrypted,
// which they are unless it says otherwise; as a word or as true and false. ok
// is false if this is no file of KooCLI's.
func kooEncrypted(text []byte) (encrypted, ok bool) {
	var file struct {
		AuthEncrypt any `json:"authEncrypt"`
	}
	if json.Unmarshal(text, &file) != nil {
		return false, false
	}
	return fmt.Sprint(file.AuthEncrypt) != "false", true
}
