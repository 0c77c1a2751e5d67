package io.alcedo.features.language;

import java.io.Serializable;

/**
 * One mistake of a YAML file.
 *
 * @param line line in the file, from 1; 0 where the file as a whole is meant
 * @param message what is wrong and, where there is one, the nearest right word
 */
public record Problem(int line, String message) implements Serializable {}
