// why: an annotation processor in the source itself must not run while it is compiled
// verdict: AC
// stdout: nothing
import java.nio.file.*;
import java.util.Set;
import javax.annotation.processing.*;
import javax.lang.model.element.TypeElement;

@SupportedAnnotationTypes("*")
public class processor_in_source extends AbstractProcessor {
    static {
        try {
            Files.writeString(Path.of("/box/planted"), "x");
        } catch (Exception e) {
            // /box is read-only when tests run
        }
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }

    public static void main(String[] args) {
        System.out.println(Files.exists(Path.of("/box/planted")) ? "planted" : "nothing");
    }
}
