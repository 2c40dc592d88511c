package io.github.activationatlas;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.awt.image.RenderedImage;
import java.io.File;
import java.nio.file.Files;
import javax.imageio.ImageIO;

/** The line of modules, and what each may know. */
@AnalyzeClasses(packages = "io.github.activationatlas", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.activationatlas";
    private static final String UMAP = ROOT + ".umap..";
    private static final String MODELS = ROOT + ".models..";
    private static final String INVERSION = ROOT + ".inversion..";
    private static final String PAGE = ROOT + ".page..";

    /** A public package knows its rooms, and these know its values: both are one slice. */
    private static final SliceAssignment PACKAGE_WITH_ITS_ROOMS = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName().replaceFirst("\\.internal(\\..*)?$", ""));
        }

        @Override
        public String getDescription() {
            return "packages with their rooms";
        }
    };

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
    static final ArchRule THE_PLAN_KNOWS_NO_FILES_AND_NO_PICTURES = noClasses()
            .that()
            .resideInAPackage(ROOT + ".models.plan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".models", ROOT + ".models.onnx", "java.awt..", "java.nio.file..");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CIRCLE =
            slices().assignedFrom(PACKAGE_WITH_ITS_ROOMS).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_FORM_NO_CIRCLE =
            slices().matching(ROOT + "..internal.(**)").should().beFreeOfCycles();

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
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
