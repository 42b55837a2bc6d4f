// why: files that a host has and a submission must not see
// verdict: AC
// stdout: nothing
package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func init() {
	attacks["read_host"] = func() {
		var seen []string
		for _, path := range []string{"/etc/shadow", "/etc/resolv.conf", "/root", "/home", "/var/lib", "/run", "/sys",
			"/proc/1/environ", "/proc/1/fd", "/proc/1/maps", "/proc/1/root/etc", "/proc/meminfo", "/proc/sys", "/dev/mem"} {
			if file, err := os.Open(path); err == nil {
				info, _ := file.Stat()
				if _, err := file.Readdirnames(1); !info.IsDir() || err == nil {
					seen = append(seen, path)
				}
			}
		}
		filepath.WalkDir("/", func(path string, entry fs.DirEntry, err error) error {
			if path == "/usr" {
				return fs.SkipDir
			}
			for _, end := range []string{".in", ".ans", ".db"} {
				if strings.HasSuffix(path, end) {
					seen = append(seen, path)
				}
			}
			return nil
		})
		report(seen, "nothing")
	}
}
