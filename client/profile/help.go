package profile

// Help is what -h prints.
const Help = `drover   replication jobs from a terminal: Huawei Cloud DRS, Open Telekom Cloud, DryvIQ

  drover --demo                              look around: 40 made-up jobs, no network, nothing
                                             kept but how you left the list
  drover --profile prod                      a service of your configuration
  drover --region cn-north-4 --project ID    without one; DROVER_TOKEN or a prompt gives a token
  drover --endpoint URL --project ID         the same at an address of your own
  drover --backend dryviq --endpoint URL     a DryvIQ server: transfers of files
  drover doctor                              what drover finds here, and what keeps it from working
  drover sim                                 serve the simulator to other programs (drover sim -h)
  drover completion bash                     completion for your shell (drover completion -h)
  drover version

  --profile NAME       profile of the configuration; its default_profile without this
  --config FILE        configuration, else ~/.config/drover/config.toml
  --endpoint URL       service address; https, or plain http to this machine only
  --iam-endpoint URL   where tokens come from, where the region does not say
  --region ID          region, such as cn-north-4 or eu-de
  --project ID         project id
  --backend drs        the service: drs, or dryviq; without a profile, and for --demo
  --language en-us     language of the service's messages: en-us or zh-cn
  --ca-file FILE       certificates (PEM) added to the system's
  --read-only          every write is grey
  --theme auto         auto, dark, light or none; NO_COLOR with any value means none
  --ascii              draw with ASCII characters only
  --refresh 10s        how often the list is read; at least 2s, 0 by hand
  --from FILE          opens the creation of a job with this job file (YAML or JSON)
  --log FILE           requests as JSON lines, without bodies and secrets
  --demo               with --demo-jobs N --demo-tables N --demo-seed N
                       --demo-latency D --demo-fault SPEC --demo-freeze

A profile (nothing in it is secret):

` + Sample + `
` + FilesSample + `
A credential comes from the profile's credential_command or import, else from the environment,
else it is typed. The environment is asked for DROVER_*, HUAWEICLOUD_SDK_*, HW_* and OS_*, in this
order, and one of these families must hold all of it:
  DROVER_TOKEN
  DROVER_ACCESS_KEY DROVER_SECRET_KEY, with a temporary pair DROVER_SECURITY_TOKEN
  DROVER_USERNAME DROVER_PASSWORD DROVER_DOMAIN_NAME
DROVER_REGION and DROVER_PROJECT_ID say where to go, if neither flag nor profile does.

A DryvIQ server is logged in to with DROVER_TOKEN, or DROVER_USERNAME and DROVER_PASSWORD, or
SKYSYNC_USERNAME and SKYSYNC_PASSWORD; no other variable is sent there. SKYSYNC_SERVER and
SKYSYNC_SITE say where to go, if neither flag nor profile does.

No flag takes a secret. Exit codes: 0 fine, 1 error, 2 usage, 3 left with unresolved
outcomes, 130 ended by a signal.
`

// Sample is a profile to copy into config.toml.
const Sample = `default_profile = "prod-cn4"

[profile.prod-cn4]
region = "cn-north-4"
project_id = "054ba152d480d55b2f5dc0069e7ddef0"
auth = "aksk"            # or "password" with username and domain_name, or "token"
production = true        # PROD in the banner
# credential_command = ["vault-drs", "prod"]   # prints {"access_key": …, "secret_key": …}
# import = "sdk"                               # or "clouds:NAME" of clouds.yaml
`

// FilesSample is one of a DryvIQ server.
const FilesSample = `[profile.files]
backend = "dryviq"
endpoint = "https://dryviq.example.com"
username = "dba"         # its password is typed, or in the environment
# site = "emea"            # one of the server's sites (remote node sets)
# ca_file = "dryviq.pem"   # its certificate, beside this file
`

// DoctorHelp is what "drover doctor -h" prints.
const DoctorHelp = `drover doctor   what drover finds here, as plain text without secrets

  drover doctor                    the default profile
  drover doctor --profile prod     another one
  drover doctor > doctor.txt       to send to somebody

It takes the flags of drover (drover -h). Each line begins with ok, warn or bad; below a bad one
stands what mends it. It logs in once, writes nothing, and ends with 0 only if drover can be used.
`

// VersionHelp is what "drover version -h" prints.
const VersionHelp = `drover version   version, commit and Go version in one line

  drover version
`
