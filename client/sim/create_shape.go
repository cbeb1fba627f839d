package sim

import "encoding/json"

// creationShape is CreateJobReq.
func creationShape() shape {
	return closed("base_info source_endpoint target_endpoint node_info", map[string]shape{
		"base_info":       baseShape(),
		"source_endpoint": listOf(endShape),
		"target_endpoint": listOf(endShape),
		"period_order":    closed("period_type period_num", map[string]shape{"period_type": whole(), "period_num": whole(), "is_auto_renew": whole()}),
		"node_info":       nodeShape(),
		"public_ip_list": listOf(func() shape {
			return closed("id public_ip type", map[string]shape{"type": text("master", "slave")}).texts("id", "public_ip")
		}),
	})
}

// baseShape is JobBaseInfo.
func baseShape() shape {
	return closed("", map[string]shape{
		"job_type":    text("migration", "sync", "cloudDataGuard"),
		"multi_write": truth(),
		"engine_type": text("oracle-to-gaussdbv5", "redis-to-gaussredis", "rediscluster-to-gaussredis", "mysql-to-mysql", "gaussdbv5ha-to-kafka",
			"mysql-to-kafka", "taurus-to-kafka", "cloudDataGuard-mysql", "mysql-to-taurus", "gaussdbv5", "postgresql", "mongodb"),
		"job_direction": text("up", "down", "non-dbs"),
		"task_type":     text("FULL_TRANS", "FULL_INCR_TRANS", "INCR_TRANS"),
		"net_type":      text("eip", "vpc", "vpn"),
		"charging_mode": text("period", "on_demand"),
		"tags": listOf(func() shape {
			return closed("", map[string]shape{}).texts("key", "value")
		}),
		"is_open_fast_clean": truth(),
	}).texts("name", "enterprise_project_id", "description", "start_time", "expired_days")
}

// endShape is JobEndpointInfo.
func endShape() shape {
	return closed("db_type endpoint_type endpoint_role endpoint", map[string]shape{
		"db_type": text("oracle", "gaussdbv5", "redis", "rediscluster", "gaussredis", "mysql", "mongodb", "postgresql", "kafka", "gaussdbv5ha",
			"taurus"),
		"endpoint_type": text("offline", "ecs", "cloud"),
		"endpoint_role": text("so", "ta"),
		"endpoint":      pointShape(),
		"cloud":         closed("region project_id", map[string]shape{}).texts("region", "project_id", "az_code"),
		"vpc":           closed("vpc_id subnet_id", map[string]shape{}).texts("vpc_id", "subnet_id", "security_group_id"),
		"config":        closed("", map[string]shape{"is_target_readonly": truth(), "node_num": whole()}),
		"ssl": closed("", map[string]shape{"ssl_link": truth()}).
			texts("ssl_cert_name", "ssl_cert_key", "ssl_cert_check_sum", "ssl_cert_password"),
		"customized_dns": closed("is_set_dns set_dns_action dns_ip", map[string]shape{
			"is_set_dns": truth(), "set_dns_action": text("add", "keep", "update", "recover"),
		}).texts("dns_ip"),
	})
}

// pointShape is BaseEndpoint, which may hold some of its own kind.
func pointShape() shape {
	return closed("endpoint_name db_user db_password", map[string]shape{
		"endpoint_name": text("oracle", "ecs_oracle", "cloud_gaussdbv5", "mysql", "ecs_mysql", "cloud_mysql", "redis", "ecs_redis", "rediscluster",
			"ecs_rediscluster", "cloud_gaussdb_redis", "postgresql", "ecs_postgresql", "cloud_postgresql", "mongodb", "ecs_mongodb", "cloud_mongodb",
			"kafka", "ecs_kafka", "cloud_kafka", "cloud_gaussdbv5ha"),
		"source_sharding": listOf(pointShape),
	}).texts("id", "ip", "db_port", "db_user", "db_password", "instance_id", "instance_name", "db_name")
}

// nodeShape is JobNodeInfo.
func nodeShape() shape {
	return closed("spec", map[string]shape{
		"spec": closed("node_type", map[string]shape{"node_type": text(nodeSizes()...)}),
		"vpc":  closed("vpc_id subnet_id", map[string]shape{}).texts("vpc_id", "subnet_id", "custom_node_ip", "security_group_id"),
		"base_info": closed("instance_type arch availability_zone", map[string]shape{
			"instance_type": text("single", "ha"), "arch": text("x86", "arm"),
		}).texts("availability_zone", "status", "role"),
	})
}

// storingShape is what UpdateJob takes for the type endpoint.
func storingShape() shape {
	return closed("source_endpoint target_endpoint", map[string]shape{
		"job_id": text(), "source_endpoint": listOf(endShape), "target_endpoint": listOf(endShape),
	})
}

// readWhole reads what has been held against a shape.
func readWhole[T any](raw json.RawMessage, s shape) (T, answer) {
	var out T
	if a := s.check("", raw); a.status != 0 {
		return out, a
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, invalid(err)
	}
	return out, answer{}
}
