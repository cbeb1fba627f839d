package profile

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"drover/model"
)

// cloud is what drover reads of one cloud of clouds.yaml. Such files hold much
// that is none of its business.
type cloud struct {
	Profile word `yaml:"profile"` // of the vendor: "otc"
	Region  word `yaml:"region_name"`
	Verify  word `yaml:"verify"`
	CACert  word `yaml:"cacert"`
	Auth    struct {
		URL           word `yaml:"auth_url"`
		Token         word `yaml:"token"`
		AK            word `yaml:"ak"`
		SK            word `yaml:"sk"`
		SecurityToken word `yaml:"security_token"`
		Username      word `yaml:"username"`
		Password      word `yaml:"password"`
		UserDomain    word `yaml:"user_domain_name"`
		Domain        word `yaml:"domain_name"`
		ProjectID     word `yaml:"project_id"`
		ProjectName   word `yaml:"project_name"`
	} `yaml:"auth"`
}

// word is a scalar as it is written: of an id like 12e34 nothing is lost by
// taking it for a number.
type word string

// UnmarshalYAML takes the scalar's text, and nothing of a list or mapping.
func (w *word) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
		*w = word(n.Value)
	}
	return nil
}

func (w word) secret() model.Secret { return model.NewSecret(string(w)) }

// cloudsFile finds clouds.yaml as OpenStack's own clients do: what
// OS_CLIENT_CONFIG_FILE names, else the working folder, the user's
// configuration and the system's. "" means that there is none.
func (e Environment) cloudsFile() string {
	if named, _ := e.first("OS_CLIENT_CONFIG_FILE"); named != "" {
		return named
	}
	dirs := []string{"."}
	if dir := os.Getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		dirs = append(dirs, filepath.Join(dir, "openstack"))
	}
	if home, err := os.UserHomeDir(); err == nil {
		dirs = append(dirs, filepath.Join(home, ".config", "openstack"))
	}
	for _, dir := range append(dirs, "/etc/openstack") {
		if path := besideNamed(dir, "clouds"); path != "" {
			return path
		}
	}
	return ""
}

// besideNamed is the first of NAME.yaml, .yml and .json in a folder.
func besideNamed(dir, name string) string {
	for _, ext := range []string{".yaml", ".yml", ".json"} {
		path := filepath.Join(dir, name+ext)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

// loadCloud reads one cloud of clouds.yaml, with what secure.yaml beside it
// adds.
func (e Environment) loadCloud(name string) (imported, error) {
	path := e.cloudsFile()
	if path == "" {
		return imported{}, errors.New("there is no clouds.yaml in this folder, openstack in $XDG_CONFIG_HOME or ~/.config, or /etc/openstack: OS_CLIENT_CONFIG_FILE names one elsewhere")
	}
	clouds, warning, err := readClouds(path)
	if err != nil {
		return imported{}, err
	}
	node, ok := clouds[name]
	if !ok {
		return imported{}, fmt.Errorf("%s has no cloud %q: there are %s", shown(path), shown(name), listed(slices.Sorted(maps.Keys(clouds))))
	}
	var c cloud
	if err := node.Decode(&c); err != nil {
		return imported{}, fmt.Errorf("%s is no file of clouds%s", shown(path), yamlLine(err))
	}
	if secure := besideNamed(filepath.Dir(path), "secure"); secure != "" {
		more, secureWarning, err := readClouds(secure)
		if err != nil {
			return imported{}, err
		}
		if node, ok := more[name]; ok { // what it says goes over what the other says
			if err := node.Decode(&c); err != nil {
				return imported{}, fmt.Errorf("%s is no file of clouds%s", shown(secure), yamlLine(err))
			}
			warning = secureWarning
		}
	}
	return c.read(warning, fmt.Sprintf("%s (%s)", shown(filepath.Base(path)), shown(name)))
}

// readClouds reads a file's clouds by their names.
func readClouds(path string) (clouds map[string]yaml.Node, warning string, err error) {
	text, warning, err := readForeign(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("%s is not there", shown(path))
	}
	if err != nil {
		return nil, "", err
	}
	var file struct {
		Clouds map[string]yaml.Node `yaml:"clouds"`
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		return nil, "", fmt.Errorf("%s is no file of clouds%s", shown(path), yamlLine(err))
	}
	return file.Clouds, warning, nil
}

// yamlLine is the line that the library names. The rest of what it says may
// repeat a secret.
func yamlLine(err error) string {
	if line := regexp.MustCompile(`line \d+`).FindString(err.Error()); line != "" {
		return ": " + line + " cannot be read"
	}
	return ": it cannot be read as YAML"
}

// read turns a cloud into what a session needs.
func (c *cloud) read(warning, from string) (imported, error) {
	if slices.Contains([]string{"false", "no", "off", "0"}, strings.ToLower(string(c.Verify))) {
		return imported{}, fmt.Errorf("%s says verify: false, and drover always verifies who it talks to: name the certificate by cacert there, or by ca_file in the profile", from)
	}
	a := c.Auth
	got := imported{
		region: string(c.Region), projectID: string(a.ProjectID), projectName: string(a.ProjectName),
		endpoint: string(a.URL), caFile: string(c.CACert), from: from,
	}
	if got.endpoint == "" && c.Profile == "otc" && plainID(got.region) {
		got.endpoint = "https://iam." + got.region + ".otc.t-systems.com/v3"
	}
	got.credential = Credential{
		Token: a.Token.secret(), AccessKey: string(a.AK), SecretKey: a.SK.secret(), SecurityToken: a.SecurityToken.secret(),
		Username: string(a.Username), Password: a.Password.secret(), Domain: string(cmp.Or(a.UserDomain, a.Domain)),
		Warning: warning,
	}
	return got, nil
}
