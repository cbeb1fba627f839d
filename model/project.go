package model

// Project is one project of a region (IAM: project).
type Project struct {
	ID          string
	Name        Text // the region's id, or region_name for a part of it
	Description Text
	Enabled     bool
}
