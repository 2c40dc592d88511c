package io.github.activationatlas;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.awt.image.RenderedImage;
import java.io.File;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The line of modules, and what each may know. */
@AnalyzeClasses(packages = "io.github.activationatlas", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.activationatlas";
    private static final String UMAP = ROOT + ".umap..";
    private static final String MODELS = ROOT + ".models..";
    private static final String INVERSION = ROOT + ".inversion..";
    private static final String PAGE = ROOT + ".page..";

    @ArchTest
    static final ArchRule UMAP_KNOWS_NUMBERS_ALONE = noClasses()
            .that()
            .resideInAPackage(UMAP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, MODELS, INVERSION, PAGE, "org.nd4j..", "java.awt..");

    @ArchTest
    static final ArchRule MODELS_COME_BEFORE_INVERSION_AND_ATLAS = noClasses()
            .that()
            .resideInAPackage(MODELS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, UMAP, INVERSION, PAGE);

    @ArchTest
    static final ArchRule INVERSION_COMES_BEFORE_THE_ATLAS = noClasses()
            .that()
            .resideInAPackage(INVERSION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, UMAP, PAGE);

    @ArchTest
    static final ArchRule THE_PAGE_KNOWS_ONLY_WHAT_IS_SHOWN = noClasses()
            .that()
            .resideInAPackage(PAGE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, UMAP, MODELS, INVERSION, "org.nd4j..");

    @ArchTest
    static final ArchRule A_PLAN_KNOWS_NO_FILES_NO_IMAGE_FORMATS_AND_NO_MODEL = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".models.internal.array",
                    ROOT + ".models.internal.window",
                    ROOT + ".models.internal.kernel",
                    ROOT + ".models.internal.shape",
                    ROOT + ".models.internal.operator",
                    ROOT + ".models.internal.tensor",
                    ROOT + ".models.internal.rewrite",
                    ROOT + ".models.internal.network",
                    ROOT + ".models.internal.plan")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            ROOT + ".models",
                            ROOT + ".models.internal.onnx",
                            ROOT + ".models.internal.image",
                            ROOT + ".models.internal.run",
                            "java.awt..",
                            "java.nio.file..")
                    .and(not(simpleName("ModelFormatException")
                            .or(simpleName("Shape"))
                            .or(simpleName("GradientRules"))
                            .or(nameStartingWith(ROOT + ".models.GradientRules$")))));

    /** A module's public package and its rooms are one; between others there is no circle. */
    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CIRCLE = slices().assignedFrom(
                    slicing("packages with their rooms", name -> name.replaceFirst("\\.internal(\\..*)?$", "")))
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_FORM_A_LINE = slices().assignedFrom(
                    slicing("rooms", name -> name.contains(".internal.") ? name : ""))
            .should()
            .beFreeOfCycles();

    private static SliceAssignment slicing(String what, UnaryOperator<String> nameOfPackage) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                String name = nameOfPackage.apply(javaClass.getPackageName());
                return name.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(name);
            }

            @Override
            public String getDescription() {
                return what;
            }
        };
    }

    /** A room is its own module's affair. */
    @ArchTest
    static final ArchRule ROOMS_ARE_NOT_ENTERED_FROM_OTHER_MODULES = classes()
            .that()
            .resideInAPackage(ROOT + "..internal..")
            .should(new ArchCondition<>("be used in their own module alone") {
                @Override
                public void check(JavaClass room, ConditionEvents events) {
                    String module = module(room);
                    room.getDirectDependenciesToSelf().stream()
                            .filter(dependency ->
                                    !module(dependency.getOriginClass()).equals(module))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(room, dependency.getDescription())));
                }
            })
            .allowEmptyShould(true);

    /** What users call shows the JDK's types and the library's public ones; ND4J's stand in the packages named after it alone. */
    @ArchTest
    static final ArchRule PUBLIC_SIGNATURES_SHOW_NO_ROOMS_AND_NO_LIBRARIES = classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackages("..internal..", ROOT + ".examples..")
            .should(new ArchCondition<>("show only the JDK's types and public ones in their signatures") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean nd4j = type.getPackageName().endsWith(".nd4j");
                    type.getMembers().stream()
                            .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                            .flatMap(member -> Stream.concat(
                                    member instanceof JavaCodeUnit unit
                                            ? unit.getRawParameterTypes().stream()
                                            : Stream.empty(),
                                    Stream.of(
                                            member instanceof JavaCodeUnit unit
                                                    ? unit.getRawReturnType()
                                                    : ((JavaField) member).getRawType())))
                            .map(JavaClass::getBaseComponentType)
                            .filter(shown -> shown.getPackageName().contains(".internal")
                                    || shown.getPackageName().startsWith("com.google.")
                                    || shown.getPackageName().startsWith("org.nd4j.") && !nd4j)
                            .forEach(shown -> events.add(
                                    SimpleConditionEvent.violated(type, type.getName() + " shows " + shown.getName())));
                }
            });

    @Test
    void noPackageHasMoreThan25Types() {
        Map<String, Long> types = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT).stream()
                        .filter(type -> !type.getName().contains("$")
                                && !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        assertThat(types)
                .hasSizeGreaterThan(30)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(25));
    }

    private static String module(JavaClass javaClass) {
        String path = javaClass.getPackageName().substring(ROOT.length());
        for (String module : new String[] {".umap", ".files", ".models", ".inversion"}) {
            if (path.startsWith(module)) {
                return module;
            }
        }
        return path.startsWith(".examples") ? ".examples" : "";
    }

    /** Where ND4J prints by itself, QuietConsole holds the console for the time of the call; nobody else touches it. */
    @ArchTest
    static final ArchRule LIBRARIES_PRINT_NOTHING = noClasses()
            .that()
            .doNotHaveSimpleName("QuietConsole")
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "setOut", java.io.PrintStream.class);

    /**
     * Nothing of others is written over, and what cannot be written is named: that is seen to in one package, which inversion does not know.
     */
    @ArchTest
    static final ArchRule FILES_ARE_WRITTEN_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".files")
            .and()
            .haveSimpleNameNotStartingWith("Checkpoint")
            .should()
            .callMethodWhere(target(owner(equivalentTo(Files.class)))
                    .and(target(nameMatching("write.*|newOutputStream|newBufferedWriter|move|copy|createDirector.*"))))
            .orShould()
            .callMethodWhere(target(nameMatching("deleteRecursively|deleteDirectoryContents")))
            .orShould()
            .callMethod(ImageIO.class, "write", RenderedImage.class, String.class, File.class);

    @ArchTest
    static final ArchRule LOGS_GO_TO_SLF4J = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule PUBLIC_CLASSES_ARE_FINAL_OR_ABSTRACT = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould()
            .haveModifier(JavaModifier.ABSTRACT);
}
