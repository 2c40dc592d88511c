/**
 * Writes files whole or not at all, and touches no file of another program. Used by the other modules.
 */
@NullMarked
package io.github.activationatlas.files;

import org.jspecify.annotations.NullMarked;
