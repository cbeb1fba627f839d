package tui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// secretRead is what came of reading a secret or a certificate from where a
// field says.
type secretRead struct {
	field  model.FieldKey // that says where from
	where  string         // its value when it was read
	secret model.Secret
	body   []byte // of a certificate's file
	path   string
	err    error
}

// largestFile is how big the file of a certificate may be, in bytes.
const largestFile = 64 << 10

// left reads what a field names once it is left: a variable, a command, a file.
func (c *create) left(key model.FieldKey) tea.Cmd {
	if key == "" || c.draft.Get(key) == "" {
		return nil
	}
	if _, _, file := model.CertificateAt(key); file {
		return c.readCertificate(key)
	}
	if secret, ok := model.SecretOf(key); ok {
		return c.readSecret(key, secret)
	}
	return nil
}

// retry reads anew what could not be read from where a field says.
func (c *create) retry(key model.FieldKey) tea.Cmd {
	if c.trouble[key] == "" {
		return nil
	}
	return c.left(key)
}

// secretWords says on a field that what it names is being read; and of a password
// that the draft was opened without why it is wanted once more.
func (c *create) secretWords(f *model.Field) {
	switch words := c.awaits[f.Key]; {
	case words != "" && f.Wrong != "":
		f.Wrong = words
	case words != "":
		f.Hint = words
	case f.Kind == model.SecretField && f.Missing && c.resumed:
		f.Wrong = "not kept: type again"
	}
}

// readSecret runs a command, or looks at a variable, unless the field is how the
// secret comes in and not where from.
func (c *create) readSecret(key, secret model.FieldKey) tea.Cmd {
	from, where := c.draft.SecretFrom(secret)
	if where == "" || !strings.HasSuffix(string(key), "#env") && !strings.HasSuffix(string(key), "#command") {
		return nil
	}
	if from == model.FromCommand {
		c.awaits[key] = "the command is running"
		c.reform()
	}
	return c.env.crash.cmd(func() tea.Msg {
		m := secretRead{field: key, where: where}
		switch from {
		case model.FromEnv:
			m.secret, m.err = client.SecretFromEnv(where)
		case model.FromCommand:
			m.secret, m.err = client.SecretFromCommand(context.Background(), where)
		}
		return reply{to: c, msg: m}
	})
}

// readCertificate reads the file of a certificate.
func (c *create) readCertificate(key model.FieldKey) tea.Cmd {
	typed, folder := c.draft.Get(key), c.env.folder
	c.awaits[key] = "the file is being read"
	c.reform()
	return c.env.crash.cmd(func() tea.Msg {
		m := secretRead{field: key, where: typed}
		if m.path, m.err = client.FilePath(folder, typed); m.err == nil {
			m.body, m.err = client.ReadSmallFile(m.path, largestFile)
		}
		return reply{to: c, msg: m}
	})
}

// secretCame takes up what was read, unless the field says something else by
// now.
func (c *create) secretCame(m secretRead) tea.Cmd {
	if c.draft.Get(m.field) != m.where {
		return nil
	}
	delete(c.trouble, m.field)
	delete(c.awaits, m.field)
	if m.err == nil {
		m.err = c.takeRead(m)
	}
	before := c.draft
	if m.err != nil {
		c.trouble[m.field] = model.Clean(m.err.Error())
		if list, i, ok := model.CertificateAt(m.field); ok {
			c.amend(func(d model.Draft) model.Draft { return model.WithoutCertificate(d, list, i) })
		}
	}
	c.reform()
	if m.err != nil && c.draft.SameValues(before) {
		return nil
	}
	return c.changed()
}

// takeRead puts into the draft what was read.
func (c *create) takeRead(m secretRead) error {
	if list, i, ok := model.CertificateAt(m.field); ok {
		if _, err := model.WithCertificate(c.draft, c.offerFor(c.draft), list, i, m.path, m.body); err != nil {
			return err
		}
		c.amend(func(d model.Draft) model.Draft {
			with, err := model.WithCertificate(d, c.offerFor(d), list, i, m.path, m.body)
			if err != nil {
				return d
			}
			return with
		})
		return nil
	}
	secret, ok := model.SecretOf(m.field)
	if !ok || m.secret.Empty() {
		return errors.New("there is nothing in it")
	}
	c.amend(func(d model.Draft) model.Draft { return d.PutSecret(secret, m.secret) })
	return nil
}

// findSecrets reads again what a draft names but does not hold: it was on the
// disk without.
func (c *create) findSecrets() tea.Cmd {
	var cmds []tea.Cmd
	for _, key := range c.draft.Keys() {
		if secret, ok := model.SecretOf(key); ok && c.draft.Secret(secret).Empty() {
			cmds = append(cmds, c.readSecret(key, secret))
		}
		if _, _, file := model.CertificateAt(key); file {
			cmds = append(cmds, c.readCertificate(key))
		}
	}
	return tea.Batch(cmds...)
}
