package sim

import "strings"

// creationOf is what the job was created with, of a clone what the first of its
// line was; nil for jobs that the world was made with. The caller holds the lock.
func (s *Sim) creationOf(i int) *creation { return s.world.made[s.world.face(i)] }

// late tells of jobs that were made in this world: no password of theirs is
// stored until somebody tests or stores it.
func (s *Sim) late(i int) bool { return s.world.cloned(i) || s.world.made[i] != nil }

// sidesOf are the ends of a job as they were stored or, before that, created; ok
// is false for those that the world was made with, which nobody changed.
func (s *Sim) sidesOf(i int) (both sides, ok bool) {
	if stored := s.prepOf(i).stored; stored != nil {
		return *stored, true
	}
	w := s.creationOf(i)
	if w == nil {
		return sides{}, false
	}
	both = sides{w.Source, w.Target}
	if s.world.jobs[i].dualBackward() {
		both = sides{[]endWish{w.Target[0].turned("so")}, []endWish{w.Source[0].turned("ta")}}
	}
	return both, true
}

// baseMade writes over a detail's base_info what the job was created with.
func (w *creation) baseMade(out object) {
	b := w.Base
	out["enterprise_project_id"] = or(b.Enterprise, "0")
	out["is_open_fast_clean"] = b.FastClean
	if b.Expires != nil {
		out["expired_days"] = *b.Expires
	}
	if _, scheduled := out["start_time"]; !scheduled && b.Start != "" {
		out["start_time"] = b.Start
	}
}

// sectionsMade writes over a detail what the job, or the one it is a clone of, was
// created with.
func (w *creation) sectionsMade(job object, clone bool) {
	job["node_info"] = w.Node
	if len(w.IPs) > 0 && !clone { // a clone has addresses of its own
		ips := []object{}
		for _, ip := range w.IPs {
			ips = append(ips, object{"id": ip.ID, "public_ip": ip.Address, "type": ip.Type})
		}
		job["public_ip_list"], job["bind_public_ip_state"] = ips, "SUCCESS"
	}
	if p := w.Period; p != nil && job["period_order"] != nil {
		job["period_order"] = object{"period_type": p.Type, "period_num": p.Num, "is_auto_renew": p.Renew}
	}
}

// entryMade writes over a detail of v3 what the job was created with.
func (w *creation) entryMade(out object) {
	n := w.Node
	if info, isObject := out["inst_info"].(object); isObject {
		info["inst_type"] = n.Spec.Size
		if len(w.IPs) > 0 {
			info["public_ip"] = w.IPs[0].Address
		}
	}
	if config := w.Target[0].Config; config != nil && config.ReadOnly != nil {
		out["is_target_readonly"] = *config.ReadOnly
	}
	if config := w.Source[0].Config; config != nil && config.Nodes != nil {
		out["node_num"] = *config.Nodes
	}
	out["is_open_fast_clean"] = w.Base.FastClean
	for _, network := range []*vpcWish{w.nodeVPC(), w.Target[0].VPC} {
		if network != nil {
			out["vpc_id"], out["subnet_id"], out["security_group_id"] = network.VPC, network.Subnet, network.Group
			break
		}
	}
	if n.Base == nil {
		return
	}
	master, slave, both := strings.Cut(n.Base.Zones, ",")
	out["az_code"] = master
	if both {
		out["master_az"], out["slave_az"] = master, slave
	}
}

func (w *creation) nodeVPC() *vpcWish {
	if w.Node.VPC == nil {
		return nil
	}
	return &w.Node.VPC.vpcWish
}

// tagsTold are tags as answers tell them; nil: there are none.
func tagsTold(tags []tagWish) []object {
	var out []object
	for _, t := range tags {
		out = append(out, object{"key": t.Key, "value": t.Value})
	}
	return out
}

// enterprise is the enterprise project of a job.
func (s *Sim) enterprise(i int) string {
	if w := s.creationOf(i); w != nil {
		return or(w.Base.Enterprise, "0")
	}
	return "0"
}

// sourceAt tells whether a source of a job has an address. The caller holds the
// lock.
func (s *Sim) sourceAt(i int, address string) bool {
	if both, ok := s.sidesOf(i); ok {
		for _, e := range both.Source {
			if e.Point.Address == address {
				return true
			}
		}
		return false
	}
	return s.world.address(s.world.face(i)) == address
}

// instanceOf is the id of the cloud database that a job reads or writes; empty
// if neither side is one.
func (s *Sim) instanceOf(i int) string {
	both, ok := s.sidesOf(i)
	if !ok {
		return s.world.instance(s.world.face(i))
	}
	return or(both.Target[0].Point.Instance, both.Source[0].Point.Instance)
}
