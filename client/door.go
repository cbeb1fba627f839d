package client

import (
	"context"
	"time"

	"drover/model"
)

// Profile is what a configuration says of one service and account, for the
// switcher and the banner.
type Profile struct {
	Name       string // a label; "" where flags and environment alone say where to go
	Backend    string // "drs", "dryviq"
	Region     string
	Auth       string // "token", "aksk", "password"
	Production bool
	ReadOnly   bool
	// Endpoint and IAM are where the requests of a session and of its login go:
	// URLs or hosts; "" where that is not known before somebody is in.
	Endpoint string
	IAM      string
	Project  string // its name, where the settings name it so and not by its id
}

// Door leads into one profile's project: what has to be typed, which projects
// there are, and then the Client. It is made without asking the network, and
// may be opened again for another project.
type Door interface {
	Profile() Profile
	// Login is how everything behind the door proves who it is. There is one for
	// the door's life.
	Login() Login
	// Project is the id of the project where it is known; "" wants one of
	// Projects. A DryvIQ server has none: a word for the server, or for its site,
	// stands in its place.
	Project() string
	// Projects lists those of the region that the account may use (IAM:
	// KeystoneListProjects, by the region's name).
	Projects(ctx context.Context) ([]model.Project, error)
	// Open makes a Client for a project; whoever asked closes it.
	Open(project string) (*Client, error)
	// Close lets go of what the door holds open, after its clients.
	Close()
}

// Login is how a session proves who it is. Its methods are safe for concurrent
// use.
type Login interface {
	// Source says in words where the credential comes from, never what it is:
	// "access key from the environment (HW_ACCESS_KEY)".
	Source() string
	// Ends is when what it sends ends; zero: it does not, or nobody told.
	Ends() time.Time
	// Asks lists what must be typed before Enter can work; empty: nothing.
	Asks() []Prompt
	// Enter takes what was typed, by Key, and logs in where that is a call of its
	// own. After an error Asks may have grown: a passcode. An error is an *Error
	// of the service, or one sentence for the user.
	Enter(ctx context.Context, typed map[string]model.Secret) error
}

// Prompt is one thing that a Login wants typed.
type Prompt struct {
	Key    string // of Enter's map: "token", "password", "passcode"
	Label  string
	Help   string // one line: where it is found, where it goes
	Masked bool
	Value  string // what is known already, to be changed; never of a masked one
	May    bool   // it may stay empty
}
