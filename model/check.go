package model

// NameCheck is the service's word on the name of a job to be made (DRS:
// name-validation).
type NameCheck struct {
	Name    string
	Asked   bool // false: the service cannot be asked, or need not be
	Free    bool
	Code    Text
	Why     Text   // the service's words where it is not free
	Unasked string // why the service could not be asked, as a sentence's tail
}

// EndTest is one end of a job that is to be reached, as it is configured and
// with the password typed for it. The password is in no text of it.
type EndTest struct {
	Endpoint
	Source   bool // else the target
	Password Secret
	CertPass Secret // of a certificate in a .p12 file
}

// EndResult is what came of reaching one end.
type EndResult struct {
	Source  bool
	Address Text
	Reached bool
	Code    Text
	Message Text   // the service's words
	Why     string // drover's, where the answer tells nothing
	// RequestID is that of the answer that told it.
	RequestID Text
}
