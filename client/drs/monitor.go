package drs

import (
	"context"

	"drover/client/rest/wire"
	"drover/model"
)

// Monitor reads what the node of one job measures (ShowMonitorData). Only v5
// has it; what it does not tell of a job is not told.
func (b *Backend) Monitor(ctx context.Context, id model.JobID) (model.Monitor, error) {
	answer, err := b.five(ctx, b.about(showMonitor, id, nil))
	if err != nil {
		return model.NoMonitor(), err
	}
	if !answer.Body.IsObject() {
		return model.NoMonitor(), empty(showMonitor, answer)
	}
	m := monitor(answer.Body)
	m.At = b.conn.Now()
	return m, nil
}

// monitor takes the two delays for seconds, as the delay of a job is.
func monitor(v wire.Value) model.Monitor {
	return model.Monitor{
		SourceUp: v.Get("is_src_normal").Tri(), TargetUp: v.Get("is_dst_normal").Tri(),
		Capture: v.Get("src_delay").Seconds(), Apply: v.Get("dst_delay").Seconds(),
		RowsIn: v.Get("src_rps").Text(), RowsOut: v.Get("dst_rps").Text(),
		BytesIn: v.Get("src_io").Text(), BytesOut: v.Get("dst_io").Text(),
		Moved: v.Get("trans_data").Text(), MovedRows: v.Get("trans_lines").Text(),
		ApplyRate: count(v.Get("apply_rate")), Bandwidth: v.Get("bandwidth").Text(),
		SourceOffset: v.Get("src_offset").Text(), NodeOffset: v.Get("node_offset").Text(), TargetOffset: v.Get("dst_offset").Text(),
		CPU: v.Get("used_cpu_percent").Text(), Memory: v.Get("used_memory").Text(), Disk: v.Get("used_volumes").Text(),
		MemorySize: count(v.Get("node_memory_size")), DiskSize: count(v.Get("node_volume_size")),
		Updated: v.Get("update_time").Text(), Measured: v.Get("update_time").Time(),
	}
}
