// why: every way out that the library has
// verdict: AC
// stdout: refused
import java.net.*;
import java.nio.channels.*;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;

class Network {
    static void attack() {
        var tries = new LinkedHashMap<String, Callable<Object>>();
        tries.put("socket", () -> new Socket("127.0.0.1", 22));
        tries.put("server", () -> new ServerSocket(0));
        tries.put("udp", () -> {
            var socket = new DatagramSocket();
            socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName("127.0.0.1"), 53));
            return socket;
        });
        tries.put("channel", () -> SocketChannel.open(new InetSocketAddress("127.0.0.1", 22)));
        tries.put("unix", () -> ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(Path.of("/tmp/socket"))));
        tries.put("dns", () -> InetAddress.getByName("example.org"));
        tries.put("url", () -> new URL("http://127.0.0.1/").openStream());
        var done = new StringBuilder();
        tries.forEach((name, attempt) -> {
            try {
                attempt.call();
                done.append(name).append(' ');
            } catch (Throwable e) {
                // refused
            }
        });
        System.out.println(done.isEmpty() ? "refused" : done);
    }
}
