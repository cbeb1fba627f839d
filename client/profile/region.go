package profile

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// regionEndpoint is where a service ("drs", "iam") of a region answers.
func regionEndpoint(service, region string) (string, error) {
	if !plainID(region) {
		return "", errors.New("the region is no region id: it should look like cn-north-4 or eu-de")
	}
	switch {
	case ofOTC(region):
		return "https://" + service + "." + region + ".otc.t-systems.com", nil
	case strings.HasPrefix(region, "eu-west-1"): // the European site has its own domain
		return "https://" + service + "." + region + ".myhuaweicloud.eu", nil
	}
	return "https://" + service + "." + region + ".myhuaweicloud.com", nil
}

// moved reports a --region that is not the profile's: another one than it or
// its import names, or than its endpoint belongs to.
func (r *resolver) moved() bool {
	region, p := r.flags.Region, &r.profile
	if theirs := first(p.Region, r.imported.region); region == "" || theirs != "" {
		return region != "" && region != theirs
	}
	own, err := regionEndpoint("drs", region)
	return p.Endpoint != "" && (err != nil || strings.TrimRight(p.Endpoint, "/") != own)
}

// leave forgets what belongs to the profile's own region, and where nobody
// named the profile, all of it.
func (r *resolver) leave(named bool) {
	p := &r.profile
	if !named {
		r.profile, r.imported = Profile{}, imported{}
		return
	}
	p.ProjectID, p.ProjectName, p.Endpoint, p.IAMEndpoint = "", "", "", ""
	r.imported.projectID, r.imported.projectName, r.imported.endpoint = "", "", ""
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// ofOTC reports the regions of Open Telekom Cloud.
func ofOTC(region string) bool { return region == "eu-de" || region == "eu-nl" }

// atOTC reports an address of Open Telekom Cloud.
func atOTC(endpoint string) bool {
	u, err := url.Parse(endpoint)
	return err == nil && strings.HasSuffix(u.Hostname(), ".otc.t-systems.com")
}

// forCredentials refuses the first address that is named where no credential
// may go, before one is asked for. It may hold a password and is not shown.
func forCredentials(named []choice) error {
	for _, c := range named {
		if c.value == "" {
			continue
		}
		if !plainAddress(c.value) {
			return fmt.Errorf("the endpoint, %s, is no address for credentials: it should look like https://drs.cn-north-4.myhuaweicloud.com (plain http to this machine only, no user in it)", c.from)
		}
		return nil // the others do not count
	}
	return nil
}

// sdkEndpoint is the variable in which the SDKs look for the address of DRS in
// a region.
func sdkEndpoint(region string) string {
	return "HUAWEICLOUD_SDK_REGION_DRS_" + strings.ToUpper(strings.ReplaceAll(region, "-", "_"))
}

// iamRoot is the root of IAM's address, as others write it with the version
// behind: "https://iam.eu-de.otc.t-systems.com/v3".
func iamRoot(address string) string {
	return strings.TrimSuffix(strings.TrimRight(address, "/"), "/v3")
}

// onThisMachine reports an address of this very machine.
func onThisMachine(endpoint string) bool {
	u, err := url.Parse(endpoint)
	return err == nil && thisMachine(u.Hostname())
}
