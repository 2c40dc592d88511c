package io.github.activationatlas.examples.drawn;

import java.util.Locale;
import java.util.function.Consumer;

/** The classes and how each is drawn. */
enum Motif {
    STRIPES(Textures::stripes),
    DOTS(Textures::dots),
    HONEYCOMB(Textures::honeycomb),
    FABRIC(Textures::fabric),
    BRICKS(Textures::bricks),
    SCALES(Textures::scales),
    WAVES(Textures::waves),
    FUR(Textures::fur),
    LEAVES(Things::leaves),
    EYES(Things::eyes),
    WHEELS(Things::wheels),
    WINDOWS(Things::windows),
    SPIRALS(Things::spirals),
    LANDSCAPE(Scenes::landscape),
    STREET(Scenes::street);

    // A method without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<Canvas> drawing;

    Motif(Consumer<Canvas> drawing) {
        this.drawing = drawing;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void draw(Canvas canvas) {
        drawing.accept(canvas);
    }
}
